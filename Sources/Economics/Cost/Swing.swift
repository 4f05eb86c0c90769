/// A figure at both ends of one factor: a bar of a tornado chart.
public struct Swing: Hashable, Sendable {
  /// What is moved.
  public var factor: Factor
  /// Its value, interval and basis.
  public var quantity: Quantity
  /// The figure with the factor at the lower end.
  public var atLow: Double
  /// The figure with the factor at the upper end.
  public var atHigh: Double

  /// How far the figure moves.
  public var width: Double { abs(atHigh - atLow) }
}
