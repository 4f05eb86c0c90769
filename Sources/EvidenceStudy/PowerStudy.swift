internal import Evidence
public import Learning

/// How many pairs it takes to decide under an assumed truth, beside a mean that was found by another implementation.
public struct PowerCell: Sendable {
  /// What is decided.
  public enum Decision: String, Sendable {
    case promote, worse
  }

  public var margin: Double
  public var tieRate: Double
  /// The true mean difference.
  public var mean: Double
  public var decision: Decision
  /// Pairs at which a run is cut off.
  public var horizon: Int
  /// Runs that decide by then at 5 %.
  public var power: Proportion
  /// Mean pairs, runs without a decision counted at the horizon, its standard error, and pairs by quantile.
  public var pairs: Double
  public var standardError: Double
  public var median: Double?
  public var q90: Double?
  /// Mean pairs at 1 %, for promotions.
  public var pairsAt01: Double?
  /// The mean of our numpy simulation of 1 000 runs (November 2026).
  public var expected: Double

  /// Whether the mean is at most the expected one and a tenth, beyond chance.
  public var holds: Bool { pairs - 2 * standardError <= 1.1 * expected }
}

enum PowerStudy {
  struct Case: Sendable {
    var margin: Double
    var tieRate: Double
    var mean: Double
    var horizon: Int
    var decision = PowerCell.Decision.promote
    var expected: Double
  }

  /// The cells with a truth of 0, +0.05, −δ/2 and, for proofs of being worse, −2δ.
  static let cases: [Case] = rows.flatMap { row in
    let (margin, tie, horizon, equal, better, half, worse) = row
    var cases = [
      Case(margin: margin, tieRate: tie, mean: 0, horizon: horizon, expected: equal),
      Case(margin: margin, tieRate: tie, mean: 0.05, horizon: horizon, expected: better),
      Case(margin: margin, tieRate: tie, mean: -margin / 2, horizon: 2 * horizon, expected: half),
    ]
    if let worse {
      cases.append(
        Case(
          margin: margin, tieRate: tie, mean: -2 * margin, horizon: horizon, decision: .worse, expected: worse))
    }
    return cases
  }

  private static let rows: [(Double, Double, Int, Double, Double, Double, Double?)] = [
    (0.10, 0.20, 1500, 582, 277, 1870, 551), (0.10, 0.50, 1500, 379, 175, 1348, 348),
    (0.10, 0.85, 1500, 133, 63, 478, nil), (0.05, 0.20, 6000, 2350, 611, 7402, 2358),
    (0.05, 0.50, 6000, 1472, 387, 5594, 1512), (0.05, 0.85, 6000, 486, 133, 1831, 426),
    (0.03, 0.20, 10_000, 5731, 983, 15_516, 5659), (0.03, 0.50, 10_000, 3916, 614, 12_856, 4068),
    (0.03, 0.85, 10_000, 1351, 222, 5096, 1216),
  ]

  static func cell(_ index: Int, _ options: StudyOptions) async throws -> PowerCell {
    let entry = cases[index]
    let law = try PairLaw(tieRate: entry.tieRate, mean: entry.mean)
    let test = try NonInferiorityTest(margin: entry.margin)
    let side = entry.decision == .promote ? Side.notWorse : .worse
    let results = await Runs.map(options.share(0.5), options: options, cell: 2000 + index) { random in
      run(test, side, law, entry.horizon, &random)
    }
    let capped = Sample(results.map { Double($0.at05 ?? entry.horizon) })
    let decided = Sample(results.map { $0.at05.map(Double.init) ?? .infinity })
    func finite(_ share: Double) -> Double? { decided.quantile(share).flatMap { $0.isFinite ? $0 : nil } }
    return PowerCell(
      margin: entry.margin, tieRate: entry.tieRate, mean: entry.mean, decision: entry.decision,
      horizon: entry.horizon, power: Proportion(hits: results.count { $0.at05 != nil }, count: results.count),
      pairs: capped.mean, standardError: capped.deviation / Double(results.count).squareRoot(), median: finite(0.5),
      q90: finite(0.9),
      pairsAt01: entry.decision == .promote ? Sample(results.map { Double($0.at01 ?? entry.horizon) }).mean : nil,
      expected: entry.expected)
  }

  private static func run(
    _ test: NonInferiorityTest, _ side: Side, _ law: PairLaw, _ horizon: Int, _ random: inout SplitMix64
  ) -> (at05: Int?, at01: Int?) {
    let log05 = TestLimits(alpha: 0.05).logPromote
    let log01 = TestLimits(alpha: 0.01).logPromote
    var at05: Int?
    var counts = PairCounts()
    var next = 1
    for pairs in 1...horizon {
      counts.add(law.draw(&random))
      guard pairs >= next else { continue }
      let threshold = at05 == nil ? log05 : log01
      guard test.reaches(threshold, side, counts) else {
        next = pairs + 1 + test.quietPairs(threshold, side, counts)
        continue
      }
      at05 = at05 ?? pairs
      if side == .worse || test.reaches(log01, side, counts) { return (at05, pairs) }
    }
    return (at05, nil)
  }
}
