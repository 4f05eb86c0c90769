import Catalog
import HTTP1
import Testing

@testable import Gateway

@Suite("how long an upstream asks to be left alone")
struct RetryAfterTests {
  private let now = Timestamp(
    milliseconds: Timestamp(year: 2026, month: 11, day: 23).milliseconds + 16 * 3_600_000)

  @Test(
    "a date is a delay from none to a day, or nothing where it cannot be read",
    arguments: [
      ("Mon, 23 Nov 2026 16:00:05 GMT", 5_000), ("Mon, 23 Nov 2026 15:59:59 GMT", 0),
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:60 GMT", 86_400_000),
      ("Tue, 24 Nov 2026 16:00:00 GMT", 86_400_000), ("Mon, 99 Nov 2026 16:00:05 GMT", nil),
      ("Mon, 23 Nov 99999999999999999999 16:00:05 GMT", nil), ("Mon, 23 Nov 2026 16:00:05 CET", nil), ("soon", nil),
    ] as [(String, Int64?)])
  func date(text: String, expected: Int64?) {
    #expect(HTTPResponseParser.RetryAfter.date(text).milliseconds(from: now) == expected)
  }

  @Test(
    "a delay is clamped whoever made it",
    arguments: [(Int64.min, 0), (-1, 0), (5, 5), (.max, 86_400_000)] as [(Int64, Int64)])
  func delay(sent: Int64, expected: Int64) {
    #expect(HTTPResponseParser.RetryAfter.milliseconds(sent).milliseconds(from: now) == expected)
  }
}
