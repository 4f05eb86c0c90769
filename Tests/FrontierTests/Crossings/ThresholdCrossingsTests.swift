import Frontier
import Testing

@Suite("Threshold crossings")
struct ThresholdCrossingsTests {
  static let window = Day(year: 2024, month: 1, day: 1)...Day(year: 2025, month: 12, day: 31)

  /// Models with openness, release and scores by benchmark.
  static func data(_ rows: [(name: String, open: Bool, released: Day, scores: [String: Double])]) -> FrontierData {
    let benchmarks = Set(rows.flatMap(\.scores.keys)).sorted()
    let scores = rows.enumerated().flatMap { model, row in
      benchmarks.enumerated().compactMap { benchmark, name in
        row.scores[name].map { ScoreMatrix.Score(model: model, benchmark: benchmark, share: $0) }
      }
    }
    return FrontierData(
      matrix: ScoreMatrix(models: rows.map(\.name), benchmarks: benchmarks, scores: scores),
      models: rows.map {
        FrontierModel(
          name: $0.name, released: $0.released, organisation: "", country: "", weights: $0.open ? .open : .closed)
      })
  }

  static func day(_ month: Int) -> Day { Day(year: 2024 + (month - 1) / 12, month: (month - 1) % 12 + 1, day: 1) }

  static let small = data([
    ("c1", false, day(1), ["x": 0.22, "y": 0.5]), ("c2", false, day(5), ["x": 0.42]),
    ("c3", false, day(9), ["x": 0.62]),
    ("o1", true, day(4), ["x": 0.12]), ("o2", true, day(11), ["x": 0.33]), ("o3", true, day(13), ["x": 0.44]),
  ])

  func crossings(_ thresholds: [Double], in data: FrontierData = small, fewest: Int = 3) -> ThresholdCrossings {
    ThresholdCrossings(
      data, pair: .openBehindClosed, window: Self.window,
      rules: CrossingRules(thresholds: thresholds, fewestModels: fewest))
  }

  @Test("the first of each side are compared, and what the leaders alone have reached is pending")
  func firsts() {
    let found = crossings([0.1, 0.2, 0.3, 0.4, 0.6, 0.9])
    #expect(found.reached.map(\.threshold) == [0.1, 0.2, 0.3, 0.4])
    #expect(found.reached.map { Int($0.months.rounded()) } == [3, 10, 6, 8])
    #expect(found.pending.map(\.threshold) == [0.6])
    #expect(found.pending.map { Int($0.months.rounded()) } == [16])
    #expect(found.ahead.isEmpty)
    #expect(found.tooFew == ["y"])
  }

  @Test("thresholds that the same pair was first to reach count once")
  func pairs() {
    #expect(crossings([0.21, 0.22]).reached.count == 1)
    #expect(crossings([0.41, 0.5, 0.55, 0.6]).pending.count == 1)
  }

  @Test("a follower that comes first has a negative lag, and one that is alone is ahead")
  func negative() {
    let data = Self.data([
      ("c1", false, Self.day(6), ["x": 0.3]), ("o1", true, Self.day(2), ["x": 0.3]),
      ("o2", true, Self.day(3), ["x": 0.8]),
    ])
    let found = crossings([0.2, 0.7], in: data, fewest: 1)
    #expect(found.reached.map { Int($0.months.rounded()) } == [-4])
    #expect(found.pending.isEmpty)
    #expect(found.ahead.map { Int($0.months.rounded()) } == [22])
    #expect((found.statistics.medianWithPending ?? 0) < -4)
  }

  @Test("the median with pending ones is Kaplan and Meier's, and longer than the one without")
  func pendingMedian() {
    let found = crossings([0.1, 0.2, 0.3, 0.4, 0.6])
    let own = found.statistics
    #expect(own.pending == 1)
    #expect(Int((own.median ?? 0).rounded()) == 7)
    #expect(Int((own.medianWithPending ?? 0).rounded()) == 8)
  }

  @Test("nothing is measured where too few models stand, and statistics say so by nil")
  func empty() {
    let found = crossings([0.1], fewest: 9)
    #expect(found.reached.isEmpty)
    #expect(found.statistics.mean == nil)
    #expect(found.statistics.trend == nil)
    #expect(found.intervals(draws: 50, seed: 1).mean == nil)
    #expect(found.tooFew == ["x", "y"])
  }

  @Test("models that came out after the window are not known yet")
  func window() {
    let early = ThresholdCrossings(
      Self.small, pair: .openBehindClosed, window: Self.day(1)...Self.day(11), rules: CrossingRules(fewestModels: 1))
    #expect(early.reached.allSatisfy { $0.follower.day <= Self.day(11) })
    let late = ThresholdCrossings(
      Self.small, pair: .openBehindClosed, window: Self.day(12)...Self.day(20), rules: CrossingRules(fewestModels: 1))
    #expect(!late.reached.isEmpty)
    #expect(late.reached.allSatisfy { $0.follower.day >= Self.day(12) })
  }

  /// The same story on several benchmarks, told at other months.
  static func several(_ count: Int) -> FrontierData {
    let rows = small.models.compactMap(\.self)
    let scores = (0..<count).flatMap { benchmark in
      small.matrix.scores.filter { $0.benchmark == 0 }
        .map { ScoreMatrix.Score(model: $0.model, benchmark: benchmark, share: $0.share + 0.03 * Double(benchmark)) }
    }
    return FrontierData(
      matrix: ScoreMatrix(
        models: rows.map(\.name), benchmarks: (0..<count).map { "b\($0)" }, scores: scores), models: rows)
  }

  @Test("the same seed gives the same intervals, and they hold the estimate")
  func intervals() throws {
    let found = crossings(CrossingRules.exact, in: Self.several(4))
    let first = found.intervals(draws: 400, seed: 3)
    #expect(first.mean == found.intervals(draws: 400, seed: 3).mean)
    #expect(first.mean != found.intervals(draws: 400, seed: 4).mean)
    let mean = try #require(found.statistics.mean)
    #expect(first.mean?.contains(mean) == true)
    #expect(first.mean?.lowerBound != first.mean?.upperBound)
  }

  @Test("two benchmarks give an estimate and no interval")
  func fewBenchmarks() {
    let found = crossings(CrossingRules.exact, in: Self.several(2))
    #expect(found.statistics.mean != nil)
    #expect(found.intervals(draws: 100, seed: 1).mean == nil)
  }

  @Test("a benchmark that is not asked for does not count")
  func filter() {
    let none = ThresholdCrossings(Self.small, pair: .openBehindClosed, window: Self.window, benchmarks: ["y"])
    #expect(none.reached.isEmpty)
  }
}
