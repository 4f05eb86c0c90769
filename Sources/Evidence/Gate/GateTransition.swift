/// What made a gate change its state.
public enum GateCause: Codable, Hashable, Sendable {
  case started
  case promoted
  case provedWorse
  case maximumReached
  case budgetSpent
  case drift
  case hardFailures
  case guardrail(name: String)
  case versionChanged(part: GateKey.Part, to: String)
  case owner(action: OwnerAction, signature: OwnerSignature)
  case restored
}

/// A change of a gate's state with the numbers that justify it.
public struct GateTransition: Codable, Hashable, Sendable {
  /// The key's id.
  public var gate: String
  /// Its place among the gate's transitions, from 1.
  public var number: Int
  public var from: GateState
  public var to: GateState
  public var cause: GateCause
  public var basis: GateBasis
  /// When it was noted, in milliseconds since 1970; for show only, no decision depends on it.
  public var atMilliseconds: Int64?

  public init(
    gate: String, number: Int, from: GateState, to: GateState, cause: GateCause, basis: GateBasis,
    atMilliseconds: Int64? = nil
  ) {
    self.gate = gate
    self.number = number
    self.from = from
    self.to = to
    self.cause = cause
    self.basis = basis
    self.atMilliseconds = atMilliseconds
  }
}

/// What an event did to a gate.
public struct GateOutcome: Hashable, Sendable {
  /// The change of state, if there was one.
  public var transition: GateTransition?
  /// Why nothing was counted, if nothing was.
  public var refusal: GateRefusal?
}
