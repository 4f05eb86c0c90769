/// A gate with the offers that its names stand for.
public final class CompiledGate: Sendable {
  /// The gate as written.
  public let gate: Policy.Gate
  /// Its name.
  public let name: String
  /// The incumbent's offers.
  public let incumbent: OfferSet
  /// The challenger's offers.
  public let challenger: OfferSet

  init(_ gate: Policy.Gate, incumbent: OfferSet, challenger: OfferSet) {
    self.gate = gate
    name = gate.name
    self.incumbent = incumbent
    self.challenger = challenger
  }
}

/// The gates of one use case.
struct UseCaseGates: Sendable {
  private(set) var general: [CompiledGate] = []
  private var tenants: [String: [CompiledGate]] = [:]

  mutating func add(_ gate: CompiledGate) {
    if let tenant = gate.gate.tenant { tenants[tenant, default: []].append(gate) } else { general.append(gate) }
  }

  /// A tenant's own gates stand in place of the general ones, so that its work moves on its own evidence only.
  func gates(for tenant: String?) -> [CompiledGate] { tenant.flatMap { tenants[$0] } ?? general }
}
