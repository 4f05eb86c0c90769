/// One value of a category, with its uncertainty.
public struct Bar: Equatable, Sendable {
  /// The name of the category; bars of several groups with the same name stand together.
  public let category: String
  /// The value.
  public let value: Double
  /// The lower end of the interval.
  public let low: Double?
  /// The upper end of the interval.
  public let high: Double?
  /// How many observations the value rests on.
  public let count: Int?
  /// Whether the true value is known only to be this large or larger.
  public let isLowerBound: Bool

  /// A bar; an interval needs both of its ends.
  public init(
    _ category: String, _ value: Double, low: Double? = nil, high: Double? = nil, count: Int? = nil,
    isLowerBound: Bool = false
  ) {
    self.category = category
    self.value = value
    self.low = low
    self.high = high
    self.count = count
    self.isLowerBound = isLowerBound
  }
}
