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
  /// Requests that were refused, by policy or by a cap.
  public var refused: Int

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
    requests += other.requests
    promptTokens += other.promptTokens
    answerTokens += other.answerTokens
    cost += other.cost
    unknownCost += other.unknownCost
    estimated += other.estimated
    interrupted += other.interrupted
    refused += other.refused
  }
}
