import Catalog

/// What a key has spent and holds, in the current day and month and ever.
struct Account: Hashable, Sendable {
  /// One window's sums.
  struct Sums: Hashable, Sendable {
    /// Which day or month this is; 0 for all time.
    var number: Int32 = .min
    var spent = NanoDollars.zero
    var held = NanoDollars.zero
  }

  var day = Sums()
  var month = Sums()
  var total = Sums(number: 0)

  /// Begins new windows when `now` is in later ones.
  ///
  /// A clock that is set back does not bring an old window back: what is held then counts in the newest one.
  /// Returns the windows in force.
  mutating func roll(to now: WindowNumbers) -> WindowNumbers {
    if now.day > day.number { day = Sums(number: now.day) }
    if now.month > month.number { month = Sums(number: now.month) }
    return WindowNumbers(day: day.number, month: month.number)
  }

  /// Why `amount` does not fit under the caps, nil when it does. Nothing is held yet.
  func refusal(_ amount: NanoDollars, caps: Caps) -> BudgetExceeded? {
    guard amount > .zero, !caps.isEmpty else { return nil }
    for window in BudgetWindow.allCases {
      guard let cap = caps[window] else { continue }
      let sums = self[window]
      // Sums saturate, so that an amount near the end of the range is over every cap and never wraps.
      if sums.spent + sums.held + amount > cap {
        return BudgetExceeded(
          window: window, cap: cap, spent: sums.spent, held: sums.held, requested: amount,
          resetsAt: WindowNumbers(day: day.number, month: month.number).end(of: window))
      }
    }
    return nil
  }

  mutating func hold(_ amount: NanoDollars) {
    day.held += amount
    month.held += amount
    total.held += amount
  }

  /// Holds more for a request that holds money in `windows`, if that fits under the caps; why not, where it does not.
  mutating func grow(_ amount: NanoDollars, caps: Caps, in windows: WindowNumbers) -> BudgetExceeded? {
    if let refusal = refusal(amount, caps: caps) { return refusal }
    if day.number == windows.day { day.held += amount }
    if month.number == windows.month { month.held += amount }
    total.held += amount
    return nil
  }

  /// Takes in what another process holds in `windows` for a request of its own.
  mutating func adopt(_ amount: NanoDollars, in windows: WindowNumbers) {
    _ = roll(to: windows)
    if day.number == windows.day { day.held += amount }
    if month.number == windows.month { month.held += amount }
    total.held += amount
  }

  /// Turns what was held in `windows` into what was charged; windows that have ended are no longer kept here.
  mutating func settle(held: NanoDollars, charged: NanoDollars, in windows: WindowNumbers) {
    if day.number == windows.day { Self.settle(&day, held, charged) }
    if month.number == windows.month { Self.settle(&month, held, charged) }
    Self.settle(&total, held, charged)
  }

  private static func settle(_ sums: inout Sums, _ held: NanoDollars, _ charged: NanoDollars) {
    sums.held -= held
    sums.spent += charged
  }

  subscript(window: BudgetWindow) -> Sums {
    get {
      switch window {
      case .day: day
      case .month: month
      case .total: total
      }
    }
    set {
      switch window {
      case .day: day = newValue
      case .month: month = newValue
      case .total: total = newValue
      }
    }
  }
}
