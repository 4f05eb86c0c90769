internal import Foundation
public import Learning

/// How many pairs a test takes under an assumed law, by simulation of the test itself.
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
  /// Pairs at promotion of each run that promotes, ascending, and at proof of being worse.
  var promotedAt: [Int]
  var worseAt: [Int]

  /// Simulates runs from a seed.
  public init(
    test: NonInferiorityTest, limits: TestLimits, law: PairLaw, horizon: Int, runs: Int = 400, seed: UInt64 = 1
  ) {
    let horizon = max(1, min(horizon, limits.maximum ?? .max))
    let runs = max(1, runs)
    var promoted: [Int] = []
    var worse: [Int] = []
    for run in 0..<runs {
      var random = SplitMix64(seed: seed, stream: run)
      var counts = PairCounts()
      let logPromote = limits.logPromote
      let logWorse = limits.logWorse
      var next = 1
      for pairs in 1...horizon {
        counts.add(law.draw(&random))
        guard pairs >= next || pairs == horizon else { continue }
        if test.reaches(logPromote, .notWorse, counts), pairs >= limits.minimum {
          promoted.append(pairs)
          break
        }
        if test.reaches(logWorse, .worse, counts) {
          worse.append(pairs)
          break
        }
        next =
          pairs + 1
          + min(test.quietPairs(logPromote, .notWorse, counts), test.quietPairs(logWorse, .worse, counts))
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

  /// A first guess without simulation: 1.35 · 2σ² ln(1/α)/(θ + δ)² pairs; infinite where the mean is not above −δ.
  public static func guess(margin: Double, alpha: Double, law: PairLaw) -> Double {
    let distance = law.mean + margin
    return distance > 0 ? 1.35 * 2 * law.variance * log(1 / alpha) / (distance * distance) : .infinity
  }
}
