import Catalog

/// The windows that an instant falls into, as numbers that grow with time.
struct WindowNumbers: Hashable, Sendable {
  /// Days since the epoch.
  var day: Int32
  /// Months since the year 0.
  var month: Int32

  init(day: Int32, month: Int32) {
    self.day = day
    self.month = month
  }

  init(_ instant: Timestamp) {
    let date = instant.date
    self.init(day: Int32(clamping: instant.day), month: Int32(clamping: date.year * 12 + date.month - 1))
  }

  subscript(window: BudgetWindow) -> Int32 {
    switch window {
    case .day: day
    case .month: month
    case .total: 0
    }
  }

  /// When the window ends; nil for one that never does.
  func end(of window: BudgetWindow) -> Timestamp? {
    switch window {
    case .day: Timestamp(milliseconds: (Int64(day) + 1) * 86_400_000)
    case .month: Self.start(ofMonth: Int(month) + 1)
    case .total: nil
    }
  }

  /// When the window began; nil for one that always was.
  func start(of window: BudgetWindow) -> Timestamp? {
    switch window {
    case .day: Timestamp(milliseconds: Int64(day) * 86_400_000)
    case .month: Self.start(ofMonth: Int(month))
    case .total: nil
    }
  }

  private static func start(ofMonth month: Int) -> Timestamp {
    let (year, rest) = month.quotientAndRemainder(dividingBy: 12)
    return Timestamp(year: year, month: rest + 1, day: 1)
  }
}
