import FoundationEssentials

/// Dates as HTTP headers write them, and the current time in milliseconds.
enum HTTPDate {
  /// `Mon, 23 Nov 2026 12:00:00 GMT`, a number of seconds from now.
  static func text(secondsFromNow: Int) -> String {
    text(secondsSinceEpoch: milliseconds() / 1_000 + secondsFromNow)
  }

  /// Milliseconds since 1970.
  static func milliseconds() -> Int { Int(Date().timeIntervalSince1970 * 1_000) }

  /// The date of a number of seconds since 1970.
  static func text(secondsSinceEpoch seconds: Int) -> String {
    let days = seconds / 86_400
    let rest = seconds % 86_400
    let (year, month, day) = civil(days)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "\(weekdays[days % 7]), \(two(day)) \(months[month - 1]) \(year) \(time) GMT"
  }

  // Days since 1970 to the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
