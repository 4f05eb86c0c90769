internal import Catalog
internal import Policy

/// What a request's gates let serve, and in which order.
struct Gating: Sendable {
  /// The gates that the request is subject to, in the order of the policy; never empty.
  var gates: [CompiledGate]
  /// Those of them that are open.
  var open: [OpenGate]
  /// Offers that have to earn the use case first.
  var refused: OfferSet
  /// Offers that have earned it.
  var challengers: OfferSet
  /// Offers that serve while nobody has.
  var incumbent: OfferSet
  /// The gate of whose hold-out the request is a part, once its lot has said so.
  var heldOut: CompiledGate?

  /// Nil when no gate speaks of the request.
  init?(_ gates: [CompiledGate], open known: [OpenGate], policy: CompiledPolicy) {
    guard let first = gates.first else { return nil }
    self.gates = gates
    incumbent = first.incumbent
    refused = policy.open
    challengers = OfferSet(count: policy.catalog.offers.count)
    open = []
    for gate in gates {
      refused.formUnion(gate.challenger)
      guard let found = known.first(where: { $0.name == gate.name }) else { continue }
      open.append(found)
      challengers.formUnion(gate.challenger)
    }
    challengers.subtract(incumbent)
    refused.subtract(incumbent)
    refused.subtract(challengers)
  }

  /// Offers that are tried first: those that have earned it, and where the request is held out the incumbent.
  var leaders: OfferSet { heldOut == nil ? challengers : incumbent }

  /// Offers that serve when those do not.
  var second: OfferSet {
    let leaders = leaders
    return OfferSet(count: 64 * leaders.words.count) { !leaders.contains($0) }
  }

  /// Every offer's place before its price counts: the first side goes by price, the rest by the use case's order, the
  /// other side before all others. What has earned the use case still stands in where a request is held out.
  func places(_ quality: [Int], count: Int) -> [Int] {
    let (leaders, followers) = heldOut == nil ? (challengers, incumbent) : (incumbent, challengers)
    return (0..<count).map { number in
      guard !leaders.contains(number) else { return 0 }
      return (quality.isEmpty ? 0 : quality[number]) + (followers.contains(number) ? count : 2 * count)
    }
  }

  /// The gate that stands for the decision: that of the challenger that is tried first, else the first one.
  func standing(order: [Ranking.Entry]) -> Decision.Gate? {
    let gate = heldOut ?? tried(order) ?? gates.first
    return gate.map { Decision.Gate(name: $0.name, evidence: evidence($0)) }
  }

  /// The open gate of the challenger that is tried first.
  func tried(_ order: [Ranking.Entry]) -> CompiledGate? {
    let tried = order.first { challengers.contains($0.number) }?.number
    return tried.flatMap { number in
      gates.first { gate in gate.challenger.contains(number) && evidence(gate) != nil }
    }
  }

  /// Why an offer that is refused does not serve.
  func refusal(_ number: Int) -> (rule: String, reason: String)? {
    guard refused.contains(number) else { return nil }
    if let gate = gates.first(where: { $0.challenger.contains(number) }) {
      return (
        "gate/\(gate.name)",
        "its gate is closed: it has not earned '\(gate.gate.useCase)' from '\(gate.gate.incumbent)'"
      )
    }
    return gates.first.map { gate in
      (
        "gate/\(gate.name)",
        "'\(gate.gate.useCase)' moves by evidence only, and this model has no gate that is open"
      )
    }
  }

  private func evidence(_ gate: CompiledGate) -> Int? { open.first { $0.name == gate.name }?.evidence }
}

extension Decision {
  /// Keeps what a record and a replay need of the gates.
  mutating func note(_ gating: Gating, order: [Ranking.Entry], _ choice: HoldoutChoice? = nil) {
    gate = gating.standing(order: order)
    gate?.holdout = choice?.holdout
    wantsLot = choice?.wantsLot ?? false
    openGates = gating.open.isEmpty ? nil : gating.open
  }
}

extension RoutingTables {
  /// The gates that a request is subject to; nil for nearly all requests.
  ///
  /// Text that pins a request to closed weights has taken it out of reach of any gate, and vectors of another model
  /// are of no use to who asks for embeddings.
  @inline(__always)
  func gating(_ request: RoutingRequest, _ placement: Placement) -> Gating? {
    guard policy.hasGates, placement.modelClass == .hybrid, request.endpoint == .chat else { return nil }
    return Gating(
      policy.gates(of: placement.useCase, tenant: request.tenant), open: request.openGates ?? [], policy: policy)
  }
}
