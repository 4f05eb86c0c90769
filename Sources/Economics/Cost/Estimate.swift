/// A figure with its 90 % interval.
public struct Estimate: Hashable, Sendable {
  /// What is reckoned with.
  public var value: Double
  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double

  /// A figure with its interval.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  init(_ interval: (value: Double, low: Double, high: Double), times factor: Double, atLeast least: Double? = nil) {
    func clamp(_ number: Double) -> Double { least.map { max($0, number) } ?? number }
    self.init(
      value: interval.value * factor, low: clamp(interval.low * factor), high: clamp(interval.high * factor))
  }
}
