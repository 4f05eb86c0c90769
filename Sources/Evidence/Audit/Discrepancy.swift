/// Something in a gate's records that does not follow from the rest.
public struct Discrepancy: Hashable, Sendable, CustomStringConvertible {
  /// The kind, for programs.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    /// The gate could not have been created.
    case gate
    /// A row is missing, double or out of order.
    case sequence
    /// The same conversation or request was counted twice.
    case duplicateUnit
    /// The event was not allowed in the state that the gate was in.
    case refusedEvent
    /// A transition that the observations do not lead to.
    case forgedTransition
    /// A transition that the observations lead to and that is not recorded.
    case missingTransition
    /// A transition between states that its cause does not lead between.
    case impossible
    /// A number that does not follow from the counts.
    case number
    /// A rule that is not the policy's.
    case rule
    /// A threshold that was not reached.
    case threshold
    /// The state recorded is not the one that the history leads to.
    case state
  }

  public var kind: Kind
  /// Where: a row's sequence number, or a transition's number.
  public var place: String
  /// What is recorded and what follows from the rest.
  public var message: String

  public init(_ kind: Kind, _ place: String, _ message: String) {
    self.kind = kind
    self.place = place
    self.message = message
  }

  public var description: String { "\(place): \(message)" }
}
