/// A closed version that served a use case, and when the first open challenger had earned its place there.
public struct OwnLagCase: Codable, Hashable, Sendable {
  public var useCase: String
  /// The closed offer and its version.
  public var closed: String
  /// The version's arrival, in days since 1970-01-01.
  public var arrivedDay: Int
  /// The day on which the first open challenger was promoted; nil while none was.
  public var reachedDay: Int?

  public init(useCase: String, closed: String, arrivedDay: Int, reachedDay: Int? = nil) {
    self.useCase = useCase
    self.closed = closed
    self.arrivedDay = arrivedDay
    self.reachedDay = reachedDay
  }
}

/// What the lag needs to know of a gate.
public struct OwnLagGate: Hashable, Sendable {
  public var key: GateKey
  /// Whether the challenger's weights are open and the incumbent's closed.
  public var isOpenAgainstClosed: Bool
  /// The day of its first promotion by evidence, not by an owner's order; nil if there was none.
  public var promotedDay: Int?

  public init(key: GateKey, isOpenAgainstClosed: Bool, promotedDay: Int?) {
    self.key = key
    self.isOpenAgainstClosed = isOpenAgainstClosed
    self.promotedDay = promotedDay
  }
}

extension OwnLagCase {
  /// The cases that gates make: for each use case and closed version, the first promotion of any open challenger.
  ///
  /// Versions whose arrival is unknown are left out and counted; gates of all tenants and of one count alike.
  public static func cases(
    from gates: [OwnLagGate], arrivals: [String: Int]
  ) -> (cases: [OwnLagCase], unknownArrivals: [String]) {
    var found: [String: OwnLagCase] = [:]
    var unknown: Set<String> = []
    for gate in gates where gate.isOpenAgainstClosed {
      let closed = "\(gate.key.incumbent) \(gate.key.incumbentVersion)"
      guard let arrived = arrivals[closed] else {
        unknown.insert(closed)
        continue
      }
      let id = "\(gate.key.useCase)|\(closed)"
      var entry = found[id] ?? OwnLagCase(useCase: gate.key.useCase, closed: closed, arrivedDay: arrived)
      if let day = gate.promotedDay { entry.reachedDay = min(entry.reachedDay ?? day, day) }
      found[id] = entry
    }
    return (found.sorted { $0.key < $1.key }.map(\.value), unknown.sorted())
  }
}
