public import Catalog

/// A request that a lot sent to one side of an open gate, with what its callers said of the answer.
public struct LotRow: Hashable, Sendable {
  public var decision: DecisionID
  public var startedAt: Timestamp
  /// The version of the evidence that held the gate open.
  public var evidence: Int64
  /// The lot, the same for a whole conversation.
  public var lot: Int64
  /// The chance that the side that was chosen had, in millionths.
  public var propensityPPM: Int64
  /// The mean of what was said of it, −1 bad to 1 good; nil when nobody said anything.
  public var rating: Double?
  /// What it cost, as far as known, and the most that it could have cost.
  public var cost: NanoDollars?
  public var held: NanoDollars?

  /// A request by its parts.
  public init(
    decision: DecisionID, startedAt: Timestamp, evidence: Int64, lot: Int64, propensityPPM: Int64, rating: Double?,
    cost: NanoDollars?, held: NanoDollars?
  ) {
    self.decision = decision
    self.startedAt = startedAt
    self.evidence = evidence
    self.lot = lot
    self.propensityPPM = propensityPPM
    self.rating = rating
    self.cost = cost
    self.held = held
  }
}
