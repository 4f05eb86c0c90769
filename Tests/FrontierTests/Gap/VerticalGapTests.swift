import Frontier
import Testing

@Suite("Vertical gaps")
struct VerticalGapTests {
  static func rating(_ name: String, _ open: Bool, _ day: String, _ points: Double, half: Double? = nil) throws
    -> Rating
  {
    let snapshot = try #require(Day(day))
    return Rating(
      model: FrontierModel(
        name: name, released: snapshot, organisation: "", country: "", weights: open ? .open : .closed),
      snapshot: snapshot, points: points, interval: half.map { points - $0...points + $0 })
  }

  @Test("36 points are 55 %, none are even, and 400 are 10 to 1")
  func probabilities() {
    #expect(abs(VerticalGap.winProbability(36) - 0.5516) < 1e-4)
    #expect(VerticalGap.winProbability(0) == 0.5)
    #expect(abs(VerticalGap.winProbability(400) - 10.0 / 11) < 1e-12)
  }

  @Test("the best of each side of each snapshot are compared, with the error of the difference")
  func series() throws {
    let ratings = try [
      Self.rating("c", false, "2025-01-01", 1400, half: 6), Self.rating("d", false, "2025-01-01", 1390, half: 1),
      Self.rating("o", true, "2025-01-01", 1300, half: 8), Self.rating("c", false, "2025-02-01", 1400),
      Self.rating("o", true, "2025-02-01", 1410), Self.rating("c", false, "2025-03-01", 1400),
    ]
    let series = VerticalGap.series(ratings, pair: .openBehindClosed)
    #expect(series.map(\.points) == [100, -10])
    #expect(series.map(\.leader.name) == ["c", "c"])
    let interval = try #require(series.first?.interval)
    // Half-widths of 95 % of 6 and 8 make one of 10, and 10 · 1.645 / 1.96 of 90 %.
    #expect(abs(interval.upperBound - 108.39) < 0.01)
    #expect(series.last?.interval == nil)
    #expect(abs((series.first?.percent ?? 0) - 7.6923) < 1e-4)
    let wins = try #require(series.first?.winProbabilityInterval)
    let share = try #require(series.first?.winProbability)
    #expect(wins.contains(share))
    let day = try #require(Day("2025-01-31"))
    #expect(VerticalGap.last(of: series, upTo: day)?.points == 100)
  }

  @Test("on the capability index the best so far are compared, and the error comes from draws")
  func capability() throws {
    let day = try #require(Day("2025-01-01"))
    func model(_ name: String, _ weights: FrontierModel.Weights, _ month: Int) -> FrontierModel {
      FrontierModel(
        name: name, released: Day(year: 2024, month: month, day: 1), organisation: "", country: "", weights: weights)
    }
    let models: [FrontierModel?] = [model("c", .closed, 1), model("o", .open, 5), nil, model("late", .closed, 12)]
    let points = [140.0, 130, 150, 160]
    let early = try #require(
      VerticalGap.capability(
        on: Day(year: 2024, month: 11, day: 1), models, points: points, pair: .openBehindClosed,
        draws: [[140, 130, 0, 0], [142, 130, 0, 0], [138, 130, 0, 0], [1]]))
    #expect(early.points == 10)
    #expect(early.standardError == 2)
    #expect(early.winProbability == nil)
    #expect(VerticalGap.capability(on: day, models, points: points, pair: .openBehindClosed)?.points == 30)
    #expect(VerticalGap.capability(on: Day(number: 0), models, points: points, pair: .openBehindClosed) == nil)
    #expect(VerticalGap.capability(on: day, models, points: [1], pair: .openBehindClosed) == nil)
  }

  @Test("the highest and the lowest of a series are an extreme pair, and its middle is not")
  func extremes() throws {
    let series = (0..<40).map(Double.init)
    let pair = try #require(EndPoints(first: 39, last: 0, among: series))
    #expect(pair.areExtreme)
    #expect(pair.warning?.contains("above 99 % and the last above 1 % of 40") == true)
    #expect(try #require(EndPoints(first: 0, last: 39, among: series)).areExtreme)
    #expect(try #require(EndPoints(first: 30, last: 0, among: series)).warning == nil)
    #expect(EndPoints(first: 1, last: 2, among: [1, 2, 3]) == nil)
    #expect(EndPoints(first: .nan, last: 2, among: series) == nil)
  }
}
