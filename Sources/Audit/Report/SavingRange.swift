public import Catalog

/// An amount with what it may be at worst and at best.
public struct SavingRange: Hashable, Sendable {
  /// The least; below zero where moving may cost more.
  public var low: NanoDollars
  /// At the assumptions' central values.
  public var expected: NanoDollars
  /// The most.
  public var high: NanoDollars

  /// A range of amounts.
  public init(low: NanoDollars = .zero, expected: NanoDollars = .zero, high: NanoDollars = .zero) {
    self.low = low
    self.expected = expected
    self.high = high
  }

  /// Adds another range end by end: the ends are those of assumptions that hold for both.
  public static func += (left: inout SavingRange, right: SavingRange) {
    left.low += right.low
    left.expected += right.expected
    left.high += right.high
  }

  /// What is saved when `cost` is paid in place of `paid`.
  static func saving(of paid: NanoDollars, at cost: SavingRange) -> SavingRange {
    SavingRange(low: paid - cost.high, expected: paid - cost.expected, high: paid - cost.low)
  }
}
