import Testing

@testable import Frontier

/// Of 100 intervals that cover 95 %, fewer than 87 cover in less than one case of 1,000: the binomial standard error is
/// 2.2 %. More than 95 % is never an error here, as the profile is conservative where its parameters are not
/// identified.
@Suite("Coverage of 95 % intervals")
struct TrendCoverageTests {
  static let methods: [(CoverageTruth.Shape, CoverageStudy.Method)] = [
    (.constant, .trend(.constant)), (.constant, .trend(.linear)), (.constant, .trend(.decay)),
    (.line, .trend(.linear)), (.decay, .trend(.decay)), (.constant, .lines(recordsOnly: false)),
    (.line, .lines(recordsOnly: false)),
  ]

  @Test("what a method promises holds where its assumptions do", arguments: methods, [6, 12])
  func coverage(method: (CoverageTruth.Shape, CoverageStudy.Method), periods: Int) {
    let truth = CoverageTruth(shape: method.0, noise: CoverageTruth.Noise.all[2])
    let setting = CoverageStudy.Case(truth: truth, method: method.1, periods: periods, seed: 11)
    #expect(setting.method.holds(under: setting.truth.shape))
    let row = CoverageStudy.run(setting, runs: 100)
    for coverage in [row.lag, row.forecast, row.measured, row.date] {
      guard let share = coverage.share else { continue }
      #expect(coverage.of == 100)
      #expect(share >= 0.87)
    }
    #expect(row.lag.share != nil)
  }

  @Test("the study can fail: a constant misses a lag that decays")
  func wrongModel() throws {
    let truth = CoverageTruth(shape: .decay, noise: CoverageTruth.Noise.all[0])
    let row = CoverageStudy.run(.init(truth: truth, method: .trend(.constant), periods: 12, seed: 1), runs: 100)
    #expect(try #require(row.forecast.share) < 0.5)
    #expect(!row.setting.method.holds(under: .decay))
  }

  @Test("a lag that stays at three months is seldom given a date")
  func falseDates() throws {
    let truth = CoverageTruth(shape: .constant, noise: CoverageTruth.Noise.all[2])
    let row = CoverageStudy.run(.init(truth: truth, method: .trend(.linear), periods: 8, seed: 5), runs: 300)
    // 2.5 % are expected; three standard errors more are 5.2 %.
    #expect(try #require(row.dated.share) <= 0.052)
  }

  @Test("the same seed gives the same row")
  func seeded() {
    let truth = CoverageTruth(shape: .decay, noise: CoverageTruth.Noise.all[1])
    let row = { (seed: UInt64) in
      CoverageStudy.run(.init(truth: truth, method: .trend(.linear), periods: 8, seed: seed), runs: 60)
    }
    #expect(row(1) == row(1))
    #expect(row(1) != row(2))
  }

  @Test("the full study has every truth, method, length and seed once")
  func cases() {
    let cases = CoverageStudy.cases()
    #expect(cases.count == Set(cases).count)
    #expect(cases.count == 2 * 3 * 7 * 3 * 4)
  }
}
