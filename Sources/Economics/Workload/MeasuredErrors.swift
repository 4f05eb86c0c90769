public import Catalog

/// Wrong answers that were counted on one's own work.
public struct MeasuredErrors: Hashable, Sendable {
  /// The model that answered.
  public var model: ModelID
  /// How many answers were wrong.
  public var failures: Int
  /// How many answers were looked at.
  public var count: Int
  /// Who counted, and how.
  public var source: String

  /// A count with its source.
  public init(model: ModelID, failures: Int, count: Int, source: String) {
    self.model = model
    self.failures = failures
    self.count = count
    self.source = source
  }

  /// The rate with its interval and bound.
  public var rate: ErrorRate { ErrorRate(failures: failures, of: count, source: source) }
}
