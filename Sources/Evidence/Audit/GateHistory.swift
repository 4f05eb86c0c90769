/// A row of a gate's history.
public struct GateRecord: Codable, Hashable, Sendable {
  /// The row's place, from 1 without gaps.
  public var sequence: Int
  public var event: GateEvent
  /// The conversation or de-duplicated request that was observed; nil where there is none.
  public var unit: String?
  /// When it was noted, in milliseconds since 1970; for show only.
  public var atMilliseconds: Int64?
  /// The transition that followed, if one did.
  public var transition: GateTransition?

  public init(
    sequence: Int, event: GateEvent, unit: String? = nil, atMilliseconds: Int64? = nil,
    transition: GateTransition? = nil
  ) {
    self.sequence = sequence
    self.event = event
    self.unit = unit
    self.atMilliseconds = atMilliseconds
    self.transition = transition
  }
}

/// Everything that is recorded of a gate.
public struct GateHistory: Codable, Hashable, Sendable {
  public var key: GateKey
  public var rules: GateRules
  public var permission: OwnerSignature?
  /// Events that the gate accepted, in the ledger's order.
  public var records: [GateRecord]
  /// The state that the ledger says the gate is in; nil if it says none.
  public var state: GateState?

  public init(
    key: GateKey, rules: GateRules, permission: OwnerSignature? = nil, records: [GateRecord] = [],
    state: GateState? = nil
  ) {
    self.key = key
    self.rules = rules
    self.permission = permission
    self.records = records
    self.state = state
  }
}
