import Catalog
import Testing

@Suite("hours of the week")
struct PriceWindowTests {
  @Test("a window that wraps past midnight belongs to the day on which it starts")
  func wrapping() {
    let window = PriceWindow(start: 22 * 60, end: 2 * 60, weekdays: [5, 7])
    let inside = ["2026-11-27T22:00Z", "2026-11-28T01:59Z", "2026-11-29T23:00Z", "2026-11-30T00:00Z"]
    let outside = [
      "2026-11-27T21:59Z", "2026-11-27T01:00Z", "2026-11-28T02:00Z", "2026-11-28T22:30Z", "2026-11-30T22:00Z",
    ]
    for text in inside { #expect(window.contains(at(text)), "\(text)") }
    for text in outside { #expect(!window.contains(at(text)), "\(text)") }
  }

  @Test("every minute of the week agrees with a list of minutes", arguments: 1...20)
  func everyMinute(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let start = Int.random(in: 0..<1440, using: &random)
    let end = Int.random(in: 0...1440, using: &random)
    let days = Set((1...7).filter { _ in Bool.random(using: &random) })
    let window = PriceWindow(start: start, end: end, weekdays: days)
    var expected = Set<Int>()
    let length = end > start ? end - start : end - start + 1440
    for day in days { for minute in 0..<length { expected.insert(((day - 1) * 1440 + start + minute) % 10_080) } }
    let monday = at("2026-11-23")
    for minute in 0..<10_080 {
      let instant = Timestamp(milliseconds: monday.milliseconds + Int64(minute) * 60_000 + 59_999)
      if window.contains(instant) != expected.contains(minute) {
        Issue.record("seed \(seed): \(window) at \(instant)")
        return
      }
    }
    #expect(window.weekdays == days)
  }
}
