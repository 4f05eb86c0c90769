import Catalog
import Testing

@Suite("instants and calendar days")
struct TimestampTests {
  @Test(
    "a day is turned into milliseconds and back",
    arguments: [(1970, 1, 1), (2024, 2, 29), (2026, 11, 23), (2100, 12, 31)])
  func roundTrip(year: Int, month: Int, day: Int) {
    let instant = Timestamp(year: year, month: month, day: day)
    #expect(instant.date == (year, month, day))
    #expect(Timestamp(milliseconds: instant.milliseconds + 86_399_999).date == (year, month, day))
  }

  @Test("weekdays are counted from Monday")
  func weekdays() {
    #expect(Timestamp(year: 2026, month: 11, day: 23).weekday == 1)
    #expect(Timestamp(year: 1970, month: 1, day: 1).weekday == 4)
    #expect(Timestamp(year: 1969, month: 12, day: 28).weekday == 7)
  }

  @Test("an instant is printed in ISO 8601")
  func printing() {
    #expect(Timestamp(milliseconds: 1_764_000_000_123).description == "2025-11-24T16:00:00.123Z")
  }
}
