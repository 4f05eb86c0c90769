/// A day of the Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public var number: Int

  public init(number: Int) { self.number = number }

  /// Reads `2026-11-24`; nil for anything else, also for a day that no calendar has.
  public init?(_ text: some StringProtocol) {
    var numbers = [0, 0, 0]
    var part = 0
    var length = 0
    for byte in text.utf8 {
      length += 1
      switch byte {
      case 0x30...0x39 where length != 5 && length != 8 && length <= 10:
        numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
      case 0x2D where length == 5 || length == 8: part += 1
      default: return nil
      }
    }
    guard length == 10, numbers[0] >= 1900 else { return nil }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    guard parts == (numbers[0], numbers[1], numbers[2]) else { return nil }
  }

  /// Counts days by Howard Hinnant's algorithm, which puts the leap day at the end of a year.
  public init(year: Int, month: Int, day: Int) {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// Year, month and day.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    return (
      year + era * 400 + (month < 10 ? 0 : 1), month + (month < 10 ? 3 : -9), ofYear - (153 * month + 2) / 5 + 1
    )
  }

  public var description: String {
    let (year, month, day) = parts
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - "\(number)".utf8.count)) + "\(number)"
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// The half-year, such as `2026H1`.
  public var halfYear: String { "\(parts.year)H\(parts.month <= 6 ? 1 : 2)" }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// Days in a month on average.
  public static let perMonth = 365.25 / 12

  /// Months from another day to this one.
  public func months(since other: Day) -> Double { Double(number - other.number) / Self.perMonth }
}
