public import Catalog

/// What a key may spend: in a UTC day, in a UTC calendar month, ever. Nil is no limit.
public struct Caps: Hashable, Codable, Sendable {
  /// The most in a UTC day.
  public var day: NanoDollars?
  /// The most in a UTC calendar month.
  public var month: NanoDollars?
  /// The most ever.
  public var total: NanoDollars?

  /// Caps by window.
  public init(day: NanoDollars? = nil, month: NanoDollars? = nil, total: NanoDollars? = nil) {
    self.day = day
    self.month = month
    self.total = total
  }

  /// True when nothing is limited.
  public var isEmpty: Bool { day == nil && month == nil && total == nil }

  /// The cap of a window.
  public subscript(window: BudgetWindow) -> NanoDollars? {
    switch window {
    case .day: day
    case .month: month
    case .total: total
    }
  }
}
