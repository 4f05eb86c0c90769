internal import Evidence
public import Learning

/// How often a challenger that is exactly as bad as the margin allows is promoted when the test is looked at after every
/// pair.
public struct TypeOneCell: Sendable {
  public var margin: Double
  public var tieRate: Double
  /// Pairs up to which it is looked at.
  public var horizon: Int
  /// Promotions at α = 0.05 and at α = 0.01.
  public var at05: Proportion
  public var at01: Proportion
  /// What a one-sided z test of 5 % says, looked at after every pair from the 100th.
  public var naive: Proportion
}

enum TypeOneStudy {
  static let cells: [(margin: Double, tieRate: Double)] = [0.03, 0.05, 0.10]
    .flatMap { margin in [0.2, 0.5, 0.85].map { (margin, $0) } }

  static func cell(_ index: Int, _ options: StudyOptions, horizon: Int = 20_000) async throws -> TypeOneCell {
    let (margin, tieRate) = cells[index]
    let law = try PairLaw(tieRate: tieRate, mean: -margin)
    let test = try NonInferiorityTest(margin: margin)
    let results = await Runs.map(options.runs, options: options, cell: 1000 + index) { random in
      run(test, law, horizon, &random)
    }
    func share(_ hits: (Run) -> Bool) -> Proportion {
      Proportion(hits: results.count { hits($0) }, count: results.count)
    }
    return TypeOneCell(
      margin: margin, tieRate: tieRate, horizon: horizon, at05: share(\.at05), at01: share(\.at01),
      naive: share(\.naive))
  }

  struct Run: Sendable {
    var at05 = false
    var at01 = false
    var naive = false
  }

  private static func run(
    _ test: NonInferiorityTest, _ law: PairLaw, _ horizon: Int, _ random: inout SplitMix64
  ) -> Run {
    let log05 = TestLimits(alpha: 0.05).logPromote
    let log01 = TestLimits(alpha: 0.01).logPromote
    var run = Run()
    var counts = PairCounts()
    var next = 1
    for pairs in 1...horizon {
      counts.add(law.draw(&random))
      if !run.at01, pairs >= next {
        if test.reaches(run.at05 ? log01 : log05, .notWorse, counts) {
          run.at05 = true
          run.at01 = test.reaches(log01, .notWorse, counts)
        }
        next = pairs + 1 + test.quietPairs(run.at05 ? log01 : log05, .notWorse, counts)
      }
      if !run.naive, pairs >= 100 { run.naive = isNaivelyBetter(counts, test.margin) }
      if run.at01, run.naive { break }
    }
    return run
  }

  private static func isNaivelyBetter(_ counts: PairCounts, _ margin: Double) -> Bool {
    let count = Double(counts.total)
    let distance = counts.mean + margin
    let squares = Double(counts.won + counts.lost) + Double(counts.halfWon + counts.halfLost) / 4
    let variance = squares / count - counts.mean * counts.mean
    return distance > 0 && distance * distance * count > 1.644_854 * 1.644_854 * variance
  }
}
