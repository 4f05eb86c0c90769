/// An instant: milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Codable, Sendable {
  /// Milliseconds since the Unix epoch, UTC.
  public var milliseconds: Int64

  /// An instant by its milliseconds since the Unix epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Midnight UTC at the start of a calendar day (proleptic Gregorian).
  public init(year: Int, month: Int, day: Int) {
    self.init(milliseconds: Int64(Self.days(year: year, month: month, day: day)) * 86_400_000)
  }

  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }

  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  /// Whole days since the epoch.
  public var day: Int {
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return Int(rest < 0 ? days - 1 : days)
  }

  // Written without the start of the day, which the earliest instants do not have.
  private var millisecondOfDay: Int {
    let rest = Int(milliseconds % 86_400_000)
    return rest < 0 ? rest + 86_400_000 : rest
  }

  /// Minutes since midnight UTC, 0 to 1439.
  public var minuteOfDay: Int { millisecondOfDay / 60_000 }

  /// Day of the week in UTC, Monday is 1 and Sunday is 7.
  public var weekday: Int { ((day + 3) % 7 + 7) % 7 + 1 }

  /// Year, month and day in UTC.
  public var date: (year: Int, month: Int, day: Int) { Self.civil(day) }

  // Days from civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }
}

extension Timestamp: CustomStringConvertible {
  /// `2026-11-23T16:05:00.123Z`.
  public var description: String {
    let (year, month, day) = date
    let rest = millisecondOfDay
    func pad(_ value: Int, _ width: Int = 2) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return
      "\(pad(year, 4))-\(pad(month))-\(pad(day))T\(pad(rest / 3_600_000)):\(pad(rest / 60_000 % 60)):\(pad(rest / 1000 % 60)).\(pad(rest % 1000, 3))Z"
  }
}
