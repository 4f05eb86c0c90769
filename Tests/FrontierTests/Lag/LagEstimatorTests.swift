import Testing

@testable import Frontier

@Suite("Lags with intervals")
struct LagEstimatorTests {
  static let window = Day(year: 2024, month: 1, day: 1)...Day(year: 2026, month: 7, day: 31)

  @Test("a value comes from the fit and an interval from the draws")
  func interval() async throws {
    let rows: [(side: Character, day: Int, points: Double)] = [("c", 0, 10), ("c", 60, 20), ("o", 100, 15)]
    // In half of the draws the follower beats the second leader.
    let draws = (0..<10).map { $0 < 5 ? [10.0, 20, 15] : [10, 20, 25] }
    let sample = LagFixture.sample(rows, draws: draws)
    let window = LagFixture.start...LagFixture.start.adding(160)
    let lag = LagEstimator(sample, pair: .openBehindClosed, window: window).current(z: 0)
    #expect(isNear(lag.value, 100 / Day.perMonth, within: 1e-9))
    #expect(isNear(lag.interval90?.lowerBound, -60 / Day.perMonth, within: 1e-9))
    #expect(isNear(lag.interval90?.upperBound, 100 / Day.perMonth, within: 1e-9))
    #expect(lag.draws == 10 && lag.shareWithoutValue == 0 && lag.pending == 1)
  }

  @Test("draws without a value are counted and not taken for zero")
  func missing() {
    let lag = LagEstimate(value: nil, draws: [1, nil, 3, .nan], count: 0, pending: 2, atLeast: 7)
    #expect(lag.shareWithoutValue == 0.5)
    #expect(lag.median == 2)
    #expect(lag.atLeast == 7)
    #expect(LagEstimate(value: 1, draws: [], count: 1).interval90 == nil)
  }

  @Test("the error of a difference leaves out what both share")
  func differences() {
    let errors = DifferenceErrors(draws: [[1, 2, 0], [2, 3, 5], [3, 4, 1], [4, 5, 2]])
    #expect(errors(0, 1) == 0)
    // By hand: differences 1, −3, 2, 2 have the mean 0.5 and the sample variance 17/3.
    #expect(isNear(errors(0, 2), (17.0 / 3).squareRoot(), within: 1e-12))
    #expect(DifferenceErrors(draws: [])(0, 1) == 0)
  }

  @Test("draws are the same whatever the number of cores")
  func order() {
    let draws = (0..<100).map { [Double($0)] }
    #expect(DrawMap.map(draws) { $0[0] } == draws.map { $0[0] })
    #expect(DrawMap.map([[Double]]()) { $0.count }.isEmpty)
  }

  @Test("a curve has the daily lag with a band around it")
  func curve() async throws {
    let estimator = try await LagFixture.results().estimator(LagQuery(window: Self.window))
    let curve = estimator.curve(z: 0, step: 14)
    #expect(curve.points.last?.day == Self.window.upperBound)
    for point in curve.points {
      let daily = estimator.value(on: point.day, z: 0)
      #expect(daily.value == point.months && daily.interval90 == point.band90)
    }
    #expect(curve.points.contains { $0.band90.map { $0.lowerBound < $0.upperBound } ?? false })
  }

  @Test("periods are whole, named and in order")
  func periods() {
    let window = Day(year: 2024, month: 2, day: 10)...Day(year: 2025, month: 1, day: 1)
    #expect(LagPeriod.halfYear.parts(of: window).map(\.name) == ["2024H1", "2024H2", "2025H1"])
    #expect(LagPeriod.quarter.parts(of: window).map(\.name) == ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1"])
    #expect(LagPeriod.year.parts(of: window).map(\.name) == ["2024", "2025"])
    #expect(LagPeriod.month.parts(of: window).count == 12)
    let february = LagPeriod.month.parts(of: window)[0]
    #expect(february.name == "2024-02" && february.days.upperBound == Day(year: 2024, month: 2, day: 29))
  }

  @Test("period means weigh to the mean of all days")
  func means() async throws {
    let estimator = try await LagFixture.results().estimator(LagQuery(window: Self.window))
    let quarters = estimator.periods(.quarter, z: 0)
    let days = quarters.reduce(0) { $0 + $1.lag.count }
    let sum = quarters.reduce(0) { $0 + ($1.lag.value ?? .nan) * Double($1.lag.count) }
    let whole = estimator.estimate(.daily(z: 0))
    #expect(days == whole.count)
    #expect(isNear(whole.value, sum / Double(days), within: 1e-9))
  }

  @Test("a lag that falls by four months a year has that trend, and without draws an interval over periods")
  func trend() async throws {
    // Leaders every tenth day; followers as good as the leaders were 300, 240, 180 … days before.
    var rows: [(side: Character, day: Int, points: Double)] = (0..<170).map { ("c", $0 * 10 - 400, Double($0)) }
    for half in 0..<5 {
      for step in 0..<18 {
        let day = half * 182 + step * 10
        rows.append(("o", day, Double((day - (300 - 60 * half)) / 10 + 40) - 0.5))
      }
    }
    let window = LagFixture.start...LagFixture.start.adding(900)
    let estimator = LagEstimator(LagFixture.sample(rows), pair: .openBehindClosed, window: window)
    let trend = try #require(estimator.trend(z: 0, from: LagFixture.start))
    #expect(isNear(trend.monthsPerYear, -4, within: 0.4))
    #expect(trend.isDistinguishable && trend.shareShrinking > 0.99)
    #expect(trend == estimator.trend(z: 0, from: LagFixture.start))
    #expect(estimator.trend(z: 0, from: LagFixture.start.adding(800)) == nil)
  }

  @Test("another date moves a model, and a name that is not there is given back")
  func redating() {
    let sample = LagFixture.sample([("c", 0, 1), ("o", 10, 2)])
    let day = LagFixture.start.adding(50)
    let redated = sample.redated([
      Redating(model: "m1", day: day, reason: "r"), Redating(model: "none", day: day, reason: "r"),
    ])
    #expect(redated.sample.models[1].released == day)
    #expect(redated.unknown == ["none"])
  }

  @Test("a catch-up table names who reached a record and for how long one stands")
  func catchUps() async throws {
    let sample = LagFixture.sample(
      [("c", 0, 10), ("c", 60, 20), ("o", 100, 15), ("o", 130, 19)],
      draws: [[10, 20, 15, 19], [10, 18, 15, 21], [10, 20, 15, 19.5], [10, 20, 15, 19]])
    let window = LagFixture.start...LagFixture.start.adding(160)
    let table = LagEstimator(sample, pair: .openBehindClosed, window: window).catchUpTable(z: 1.96)
    #expect(table.rows.map(\.leader.name) == ["m0", "m1"])
    #expect(table.rows[0].reachedBy?.name == "m2")
    #expect(isNear(table.rows[0].time.value, 100 / Day.perMonth, within: 1e-9))
    #expect(table.rows[1].reachedBy == nil && table.rows[1].time.pending == 1)
    #expect(isNear(table.rows[1].time.atLeast, 100 / Day.perMonth, within: 1e-9))
    #expect(table.rows[1].time.shareWithoutValue == 0.75)
    #expect(table.rows[1].matchedBy?.name == "m3")
  }
}
