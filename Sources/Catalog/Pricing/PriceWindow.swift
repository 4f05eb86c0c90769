/// Hours of the week in UTC in which another rate card holds.
public struct PriceWindow: Hashable, Sendable {
  /// Minutes since midnight UTC; a window wraps past midnight when `end` ≤ `start`.
  public var start: Int
  /// Minutes since midnight UTC, exclusive.
  public var end: Int
  // Bit 1 is Monday; a bit set instead of a hash set, because every priced request looks at it.
  private var days: UInt8

  /// Days on which the window starts, Monday is 1 and Sunday is 7.
  public var weekdays: Set<Int> {
    get { Set((1...7).filter { startsOn($0) }) }
    set { days = Self.bits(newValue) }
  }

  /// A window of minutes on some days; other numbers than 1 to 7 are not days.
  public init(start: Int, end: Int, weekdays: Set<Int>) {
    self.start = start
    self.end = end
    days = Self.bits(weekdays)
  }

  /// True when an instant of this weekday and minute lies in the window.
  public func contains(weekday: Int, minute: Int) -> Bool {
    if end > start { return minute >= start && minute < end && startsOn(weekday) }
    if minute >= start { return startsOn(weekday) }
    return minute < end && startsOn(weekday == 1 ? 7 : weekday - 1)
  }

  /// True when the instant lies in the window.
  public func contains(_ instant: Timestamp) -> Bool {
    contains(weekday: instant.weekday, minute: instant.minuteOfDay)
  }

  private func startsOn(_ weekday: Int) -> Bool { days & (1 << UInt8(truncatingIfNeeded: weekday)) != 0 }

  private static func bits(_ weekdays: Set<Int>) -> UInt8 {
    weekdays.reduce(0) { (1...7).contains($1) ? $0 | 1 << UInt8($1) : $0 }
  }
}

extension PriceWindow {
  private static var minutesOfWeek: Int { 10_080 }
  private var length: Int { end > start ? end - start : end - start + 1440 }

  /// True when some minute of the week lies in both windows.
  func overlaps(_ other: PriceWindow) -> Bool {
    for mine in weekdays {
      for theirs in other.weekdays {
        let distance = (theirs - mine) * 1440 + other.start - start
        for shift in [-Self.minutesOfWeek, 0, Self.minutesOfWeek] {
          let offset = distance + shift
          if offset < length, offset + other.length > 0 { return true }
        }
      }
    }
    return false
  }
}
