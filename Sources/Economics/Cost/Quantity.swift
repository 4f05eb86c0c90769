/// A number that is not known exactly, with the 90 % interval that is believed.
public struct Quantity: Hashable, Sendable {
  /// What is reckoned with.
  public var value: Double
  /// The lower end; never above `value`.
  public var low: Double
  /// The upper end; never below `value`, and may be infinite.
  public var high: Double
  /// What it rests on.
  public var basis: Basis

  /// A number with its interval; ends on the wrong side of the value are moved to it.
  public init(_ value: Double, low: Double? = nil, high: Double? = nil, basis: Basis) {
    self.value = value
    self.low = min(value, low ?? value)
    self.high = max(value, high ?? value)
    self.basis = basis
  }

  /// Whether it is given as exact.
  public var isExact: Bool { low == high }
}
