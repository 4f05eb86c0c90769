public import Catalog

/// A person's verdict on two answers to a request.
public struct PairLabel: Hashable, Sendable {
  /// The request's decision.
  public var decision: DecisionID
  /// Challenger minus incumbent in half steps, from −2 to 2.
  public var difference: Int
  /// Who says so.
  public var person: String
  public var at: Timestamp

  /// A verdict by its parts.
  public init(decision: DecisionID, difference: Int, person: String, at: Timestamp) {
    self.decision = decision
    self.difference = difference
    self.person = person
    self.at = at
  }

  func check() throws(LedgerError) {
    guard (-2...2).contains(difference) else {
      throw LedgerError(.invalidValue, "a label is a number of half steps from -2 to 2, not \(difference)")
    }
  }
}
