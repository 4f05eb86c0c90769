import Testing

@testable import Charts

@Suite("Ticks on a date axis")
struct DateTicksTests {
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Double {
    Double(CivilDate(year: year, month: month, day: day).dayNumber)
  }

  @Test("stand at the starts of years, half-years, quarters, months or weeks, as the room asks")
  func granularity() {
    let long = DateTicks(within: Extent(Self.day(2019, 2, 3), Self.day(2026, 7, 31)), limit: 8)
    #expect(long.step == .months(12))
    #expect(long.values.map(long.label) == ["2020", "2021", "2022", "2023", "2024", "2025", "2026"])
    let quarters = DateTicks(within: Extent(Self.day(2025, 2, 1), Self.day(2026, 2, 1)), limit: 6)
    #expect(quarters.step == .months(3))
    #expect(quarters.values.map(quarters.label) == ["Apr", "Jul", "Oct", "Jan"])
    #expect(quarters.values.map(quarters.year) == ["2025", nil, nil, "2026"])
    let months = DateTicks(within: Extent(Self.day(2026, 1, 1), Self.day(2026, 6, 1)), limit: 7)
    #expect(months.step == .months(1))
    #expect(months.values.map(months.label) == ["Jan", "Feb", "Mar", "Apr", "May", "Jun"])
    let weeks = DateTicks(within: Extent(Self.day(2026, 7, 1), Self.day(2026, 7, 31)), limit: 6)
    #expect(weeks.values.map(weeks.label) == ["6 Jul", "13 Jul", "20 Jul", "27 Jul"])
  }

  @Test("lie in the extent, strictly ascending and within the limit", arguments: UInt64(1)...200)
  func bounds(seed: UInt64) {
    var random = Randomness(seed)
    let start = Double.random(in: -800_000...800_000, using: &random)
    let span = [5.0, 40, 300, 3000, 40_000, 900_000].randomElement(using: &random, or: 100)
    let limit = Int.random(in: 2...14, using: &random)
    let extent = Extent(start, start + span)
    let ticks = DateTicks(within: extent, limit: limit).values
    #expect(ticks.allSatisfy(extent.contains))
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ticks.count <= limit + 1)
  }

  @Test(
    "know the calendar",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (20_665, "2026-07-31"), (-719_529, "-0001-12-31"),
    ])
  func calendar(number: Int, iso: String) {
    #expect(CivilDate(dayNumber: number).iso == iso)
  }

  @Test("turn day numbers into dates and back")
  func roundTrip() {
    for number in stride(from: -1_000_000, through: 1_000_000, by: 97) {
      #expect(CivilDate(dayNumber: number).dayNumber == number)
    }
  }
}
