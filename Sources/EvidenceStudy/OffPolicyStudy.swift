internal import Evidence
internal import Foundation
public import Learning

/// How wide intervals of another policy's reward are, and how often the truth is ever outside.
public struct OffPolicyCell: Sendable {
  /// A kind of interval.
  public struct Method: Sendable {
    public var name: String
    public var width: Double
    /// Runs in which the truth was inside at every moment.
    public var covered: Proportion
  }

  public var choices: Int
  public var truth: Double
  public var methods: [Method]
  /// Standard deviations of point estimates over runs.
  public var deviations: [(name: String, deviation: Double)]
}

enum OffPolicyStudy {
  static let sizes = [2000, 10_000]

  struct Run: Sendable {
    var widths: [Double]
    var covered: [Bool]
    var points: [Double]
  }

  static func cell(_ index: Int, _ options: StudyOptions) async throws -> OffPolicyCell {
    let count = sizes[index]
    let runs = await Runs.map(options.share(0.1), options: options, cell: 6000 + index) { random in
      run(count, &random)
    }
    let names = ["inverse propensities", "doubly robust, k = 1", "doubly robust, k = 4"]
    return OffPolicyCell(
      choices: count, truth: 0.8,
      methods: names.indices.map { method in
        OffPolicyCell.Method(
          name: names[method], width: Sample(runs.map { $0.widths[method] }).mean,
          covered: Proportion(hits: runs.count { $0.covered[method] }, count: runs.count))
      },
      deviations: ["inverse propensities", "self-normalised", "doubly robust"].enumerated()
        .map { place, name in
          (name, Sample(runs.map { $0.points[place] }.filter(\.isFinite)).deviation)
        })
  }

  /// Two kinds of request, on which the open offer is right in 70 and 90 of 100 and was chosen with 0.1 and 0.3;
  /// predictions are means of the past.
  private static func run(_ count: Int, _ random: inout SplitMix64) -> Run {
    let reaches = [0.0, 1, 4]
    var below = reaches.map { EmpiricalBernstein(alpha: 0.025, reach: $0) }
    var above = below
    var covered = [true, true, true]
    var hits = [1.0, 1.0]
    var seen = [2.0, 2.0]
    var choices: [LoggedChoice] = []
    choices.reserveCapacity(count)
    for _ in 0..<count {
      let kind = random.uniform() < 0.5 ? 0 : 1
      let chance = [0.1, 0.3][kind]
      let action = random.uniform() < chance ? 1 : 0
      let reward = random.uniform() < (action == 1 ? [0.7, 0.9][kind] : 0.85) ? 1.0 : 0.0
      let predicted = hits[kind] / seen[kind]
      let choice = LoggedChoice(
        action: action, propensities: [1 - chance, chance], targets: [0, 1], reward: reward,
        predictions: [0, predicted])
      for method in reaches.indices {
        below[method].observe(choice.value(reach: reaches[method]))
        above[method].observe(choice.missedValue(reach: reaches[method]))
        covered[method] = covered[method] && below[method].best <= 0.8 && 1 - above[method].best >= 0.8
      }
      if action == 1 {
        hits[kind] += reward
        seen[kind] += 1
      }
      choices.append(choice)
    }
    let widths = reaches.indices.map { min(1, 1 - above[$0].best) - max(0, below[$0].best) }
    let points = (try? OffPolicyEstimate(choices, minimumEffectiveCount: 1))
      .map { [$0.inversePropensity, $0.selfNormalised, $0.doublyRobust] }
    return Run(widths: widths, covered: covered, points: points ?? [.nan, .nan, .nan])
  }
}
