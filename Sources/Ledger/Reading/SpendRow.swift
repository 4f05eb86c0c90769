public import Catalog

/// What one group of requests cost.
public struct SpendRow: Hashable, Sendable {
  /// The group; empty where the requests have none (no tenant, or nothing served).
  public var group: String
  /// Requests in all, refused ones included.
  public var requests: Int
  /// Prompt tokens, where they are known.
  public var promptTokens: Int
  /// Answer tokens, hidden ones included, where they are known.
  public var answerTokens: Int
  /// The sum of the known costs.
  public var cost: NanoDollars
  /// Requests whose cost is unknown and not in the sum.
  public var unknownCost: Int
  /// Requests whose cost rests on estimated usage.
  public var estimated: Int
  /// Requests that the end of a process interrupted; their cost is an upper bound.
  public var interrupted: Int
  /// Requests that were refused, by policy or by a cap; those that are only counted too.
  public var refused: Int
  /// True when a sum is more than its number can hold, and stands at the end of what it can.
  public var isBeyondRange = false

  /// A group in which there is nothing yet.
  public init(group: String) {
    self.group = group
    requests = 0
    promptTokens = 0
    answerTokens = 0
    cost = .zero
    unknownCost = 0
    estimated = 0
    interrupted = 0
    refused = 0
  }

  /// Takes another group into this one.
  public mutating func add(_ other: SpendRow) {
    func sum(_ left: Int, _ right: Int) -> Int {
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? .max : sum
    }
    requests = sum(requests, other.requests)
    promptTokens = sum(promptTokens, other.promptTokens)
    answerTokens = sum(answerTokens, other.answerTokens)
    cost += other.cost
    unknownCost = sum(unknownCost, other.unknownCost)
    estimated = sum(estimated, other.estimated)
    interrupted = sum(interrupted, other.interrupted)
    refused = sum(refused, other.refused)
    isBeyondRange =
      isBeyondRange || other.isBeyondRange || cost.amount == .max || promptTokens == .max || answerTokens == .max
  }
}
