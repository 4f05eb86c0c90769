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
}
