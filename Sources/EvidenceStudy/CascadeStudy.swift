internal import Evidence
internal import Foundation
public import Learning

/// How often a calibrated cascade breaks its bound, and how much it escalates.
public struct CascadeCell: Sendable {
  /// A way to choose a threshold.
  public struct Method: Sendable {
    /// Calibrations whose true risk is above the bound.
    public var broken: Proportion
    /// The mean share of requests that go to the incumbent.
    public var escalated: Double
  }

  public var risk: Double
  public var cases: Int
  /// What one escalates who knows the truth.
  public var oracle: Double
  public var exact: Method
  public var anytime: Method
  public var conformal: Method
}

enum CascadeStudy {
  static let cells: [(risk: Double, cases: Int)] = [0.05, 0.02].flatMap { risk in [200, 500, 2000].map { (risk, $0) } }

  static func cell(_ index: Int, _ options: StudyOptions) async throws -> CascadeCell {
    let (risk, count) = cells[index]
    let promise = try CascadePromise(risk: risk)
    let fresh = try AnytimeCascade(promise: promise, grid: ThresholdGrid())
    let runs = await Runs.map(options.share(0.5), options: options, cell: 5000 + index) { random -> [Double] in
      var anytime = fresh
      let cases = (0..<count)
        .map { _ in
          let score = random.uniform()
          return CascadeCase(score: score, isBad: random.uniform() < chanceOfBad(score))
        }
      for entry in cases { anytime.observe(entry) }
      let found = CascadeCalibration(cases, promise: promise)
      return [found.threshold ?? 1, anytime.threshold ?? 1, found.conformalThreshold ?? 1]
    }
    func method(_ place: Int) -> CascadeCell.Method {
      CascadeCell.Method(
        broken: Proportion(hits: runs.count { trueRisk($0[place]) > risk }, count: runs.count),
        escalated: Sample(runs.map { $0[place] }).mean)
    }
    let oracle = ThresholdGrid().thresholds.last { trueRisk($0) <= risk } ?? 1
    return CascadeCell(
      risk: risk, cases: count, oracle: oracle, exact: method(0), anytime: method(1), conformal: method(2))
  }

  private static func chanceOfBad(_ score: Double) -> Double { 1 / (1 + exp(6 * score - 1)) }

  /// The integral of the chance of a bad answer from the threshold to 1, for scores that are uniform.
  private static func trueRisk(_ threshold: Double) -> Double {
    (log1p(exp(1 - 6 * threshold)) - log1p(exp(-5.0))) / 6
  }
}
