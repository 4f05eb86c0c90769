internal import Foundation
public import Learning

/// How many pairs a gate takes under an assumed law, by simulation of its own tests.
public struct PairsNeeded: Codable, Hashable, Sendable {
  /// Runs simulated, and pairs at which each was cut off.
  public var runs: Int
  public var horizon: Int
  /// Mean pairs to promotion, runs without one counted at the horizon, and its standard error.
  public var mean: Double
  public var standardError: Double
  /// Pairs within which 50, 80 and 90 of 100 runs promote; nil where fewer do within the horizon.
  public var median: Int?
  public var q80: Int?
  public var q90: Int?
  /// Pairs at promotion of each run that promotes, ascending; at proof of being worse; at that of a guardrail exceeded.
  var promotedAt: [Int]
  var worseAt: [Int]
  var exceededAt: [Int]

  /// Simulates runs of a test of pairs, with the guardrails that have to be kept besides, from a seed.
  public init(
    test: NonInferiorityTest, limits: TestLimits, law: PairLaw, guardrails: [GuardrailAssumption] = [], horizon: Int,
    runs: Int = 400, seed: UInt64 = 1
  ) throws(EvidenceError) {
    try self.init(
      Comparison(test: test, law: law), guardrails: guardrails, limits: limits, horizon: horizon, runs: runs,
      seed: seed)
  }

  /// Simulates runs of guardrails alone.
  public init(
    guardrails: [GuardrailAssumption], limits: TestLimits, horizon: Int, runs: Int = 400, seed: UInt64 = 1
  ) throws(EvidenceError) {
    try self.init(nil, guardrails: guardrails, limits: limits, horizon: horizon, runs: runs, seed: seed)
  }

  private init(
    _ comparison: Comparison?, guardrails: [GuardrailAssumption], limits: TestLimits, horizon: Int, runs: Int,
    seed: UInt64
  ) throws(EvidenceError) {
    var tests: [(test: RateTest, rate: Double)] = []
    for guardrail in guardrails { tests.append((try RateTest(limit: guardrail.limit), guardrail.rate)) }
    let horizon = max(1, min(horizon, limits.maximum ?? .max))
    let runs = max(1, runs)
    var promoted: [Int] = []
    var worse: [Int] = []
    var exceeded: [Int] = []
    for number in 0..<runs {
      switch Self.run(
        comparison, guardrails: tests, limits: limits, horizon: horizon, seed: seed, number: number)
      {
      case (.promoted, let pairs)?: promoted.append(pairs)
      case (.provedWorse, let pairs)?: worse.append(pairs)
      case (.exceeded, let pairs)?: exceeded.append(pairs)
      case nil: break
      }
    }
    let count = Double(runs)
    let sum = promoted.reduce(0.0) { $0 + Double($1) } + Double(runs - promoted.count) * Double(horizon)
    let mean = sum / count
    let squares =
      promoted.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      + Double(runs - promoted.count) * (Double(horizon) - mean) * (Double(horizon) - mean)
    self.runs = runs
    self.horizon = horizon
    self.mean = mean
    standardError = (squares / count / count).squareRoot()
    promotedAt = promoted.sorted()
    worseAt = worse.sorted()
    exceededAt = exceeded.sorted()
    func quantile(_ share: Double) -> Int? {
      let place = Int((share * count).rounded(.up)) - 1
      return promotedAt.indices.contains(place) ? promotedAt[place] : nil
    }
    median = quantile(0.5)
    q80 = quantile(0.8)
    q90 = quantile(0.9)
  }

  /// The share of runs that promote within so many pairs, with its interval.
  public func promoted(within pairs: Int) -> Proportion {
    Proportion(hits: promotedAt.count { $0 <= pairs }, count: runs)
  }

  /// The share of runs that prove the challenger worse within so many pairs.
  public func provedWorse(within pairs: Int) -> Proportion {
    Proportion(hits: worseAt.count { $0 <= pairs }, count: runs)
  }

  /// The share of runs that prove a guardrail exceeded within so many pairs.
  public func exceeded(within pairs: Int) -> Proportion {
    Proportion(hits: exceededAt.count { $0 <= pairs }, count: runs)
  }

  /// A first guess without simulation: 1.35 · 2σ² ln(1/α)/(θ + δ)² pairs; infinite where the mean is not above −δ.
  public static func guess(margin: Double, alpha: Double, law: PairLaw) -> Double {
    let distance = law.mean + margin
    return distance > 0 ? 1.35 * 2 * law.variance * log(1 / alpha) / (distance * distance) : .infinity
  }
}
