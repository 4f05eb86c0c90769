/// A figure that a log cannot give, with the interval in which it may lie and where it comes from.
public struct AssumedValue: Hashable, Sendable {
  /// The figure itself.
  public var value: Double
  /// The least that it may be.
  public var low: Double
  /// The most that it may be.
  public var high: Double
  /// Measured, published or assumed, and by whom.
  public var source: String

  /// A figure with its interval.
  public init(_ value: Double, low: Double, high: Double, source: String) {
    self.value = value
    self.low = low
    self.high = high
    self.source = source
  }

  /// A figure that is known.
  public static func exactly(_ value: Double, source: String) -> AssumedValue {
    AssumedValue(value, low: value, high: value, source: source)
  }
}
