import Catalog
import HTTP1

extension HTTPResponseParser.RetryAfter {
  /// Milliseconds from `now` on, a day at most; a date in the past is no delay, and one that cannot be read is nil.
  func milliseconds(from now: Timestamp) -> Int64? {
    switch self {
    case .milliseconds(let delay): min(max(0, delay), Self.longest)
    case .date(let text):
      // Both are years of the calendar, so their difference fits.
      Self.instant(text).map { min(max(0, $0.milliseconds - now.milliseconds), Self.longest) }
    }
  }

  // `Mon, 23 Nov 2026 16:00:05 GMT`, the only form that senders may generate (RFC 9110, section 5.6.7).
  private static func instant(_ text: String) -> Timestamp? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = text.split { $0 == " " || $0 == ":" || $0 == "," }
    guard parts.count == 8, parts[7] == "GMT", let day = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2])),
      let year = Int(parts[3]), let hour = Int64(parts[4]), let minute = Int64(parts[5]), let second = Int64(parts[6]),
      (1...31).contains(day), (1970...9999).contains(year), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second)
    else { return nil }
    let midnight = Timestamp(year: year, month: month + 1, day: day).milliseconds
    return Timestamp(milliseconds: midnight + ((hour * 60 + minute) * 60 + second) * 1000)
  }
}
