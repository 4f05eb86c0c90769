import Catalog

/// What may be spent on second answers and judges in a UTC day: held before a call, settled after it. Pure.
struct DayBudget: Hashable, Sendable {
  private var day = Int.min
  private(set) var spent = NanoDollars.zero
  private(set) var held = NanoDollars.zero

  /// Holds `amount`, or returns false when it does not fit under `cap` any more.
  ///
  /// `recorded` is what the ledger has of this day, other replicas' spending included.
  mutating func hold(
    _ amount: NanoDollars, cap: NanoDollars?, recorded: NanoDollars, at instant: Timestamp
  ) -> Bool {
    turn(instant)
    spent = max(spent, recorded)
    if let cap, spent + held + amount > cap { return false }
    held += amount
    return true
  }

  /// Turns a hold into what it came to.
  mutating func settle(_ amount: NanoDollars, cost: NanoDollars, at instant: Timestamp) {
    turn(instant)
    held = max(.zero, held - amount)
    spent += cost
  }

  // A clock that is set back stays in the day that it had reached.
  private mutating func turn(_ instant: Timestamp) {
    guard instant.day > day else { return }
    day = instant.day
    spent = .zero
  }
}
