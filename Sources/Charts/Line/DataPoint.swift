/// One measured or computed value, with its uncertainty.
public struct DataPoint: Equatable, Sendable {
  /// The place along the horizontal axis; on a date axis days since 1970-01-01.
  public let x: Double
  /// The value.
  public let y: Double
  /// The lower end of the interval.
  public let low: Double?
  /// The upper end of the interval.
  public let high: Double?
  /// A name to write beside the point.
  public let label: String?

  /// A point; an interval needs both of its ends.
  public init(x: Double, y: Double, low: Double? = nil, high: Double? = nil, label: String? = nil) {
    self.x = x
    self.y = y
    self.low = low
    self.high = high
    self.label = label
  }
}
