/// What another policy would have earned, from a log of choices with known chances (Dudík, Langford and Li 2011).
public struct OffPolicyEstimate: Codable, Hashable, Sendable {
  /// The number of choices.
  public var count: Int
  /// The number of choices of the policy asked about that would say as much: (Σw)²/Σw².
  public var effectiveCount: Double
  /// The mean reward by inverse propensities, by their normalised form, and doubly robust.
  public var inversePropensity: Double
  public var selfNormalised: Double
  public var doublyRobust: Double
  /// Ends of the interval of the mean reward that holds at all times at once, within 0...1.
  public var lower: Double
  public var upper: Double
  /// The chance that the truth is ever outside.
  public var alpha: Double

  /// The fewest effective choices from which anything is concluded.
  public static let minimumEffectiveCount = 100.0

  /// Estimates from choices in the order in which they were made. `reach` is k: how far a doubly robust value may fall
  /// below zero, 0 for plain importance weighting.
  public init(
    _ choices: [LoggedChoice], alpha: Double = 0.05, reach: Double = 4,
    minimumEffectiveCount: Double = OffPolicyEstimate.minimumEffectiveCount
  ) throws(EvidenceError) {
    var points = OffPolicyPoints()
    var below = EmpiricalBernstein(alpha: alpha / 2, reach: reach)
    var above = EmpiricalBernstein(alpha: alpha / 2, reach: reach)
    for (index, choice) in choices.enumerated() {
      guard !choice.hasUnsupportedAction, choice.propensity > 0 || choice.target <= 0 else {
        throw EvidenceError(
          .unsupportedAction,
          "choice \(index + 1): the policy asked about takes an action that had no chance in the log; nothing is known of "
            + "it, so explore it first or leave it out of the policy")
      }
      guard choice.isValid else {
        throw EvidenceError(
          .outOfRange,
          "choice \(index + 1): chances, rewards and predictions have to lie in 0...1 and the chance taken above 0")
      }
      points.add(choice)
      below.observe(choice.doublyRobust(reach: reach))
      above.observe(choice.mirrored.doublyRobust(reach: reach))
    }
    guard points.effectiveCount >= minimumEffectiveCount, !choices.isEmpty else {
      throw EvidenceError(
        .tooFewEffectiveSamples,
        "\(choices.count) choices say as much as \(Int(points.effectiveCount)) of the policy asked about, and at least "
          + "\(Int(minimumEffectiveCount)) are needed; log more or explore more")
    }
    count = choices.count
    effectiveCount = points.effectiveCount
    inversePropensity = points.inversePropensity
    selfNormalised = points.selfNormalised
    doublyRobust = points.doublyRobust
    lower = min(1, max(0, below.best))
    upper = max(0, min(1, 1 - above.best))
    self.alpha = alpha
  }
}

/// Point estimates without an interval.
public struct OffPolicyPoints: Hashable, Sendable {
  public private(set) var count = 0
  private var weights = 0.0
  private var squares = 0.0
  private var weighted = 0.0
  private var robust = 0.0

  public init() {}

  /// Takes in a choice.
  public mutating func add(_ choice: LoggedChoice) {
    count += 1
    weights += choice.weight
    squares += choice.weight * choice.weight
    weighted += choice.weight * choice.reward
    robust += choice.predictedTarget + choice.weight * (choice.reward - choice.predicted)
  }

  /// (Σw)²/Σw².
  public var effectiveCount: Double { squares > 0 ? weights * weights / squares : 0 }
  /// Means of what was taken in; 0 of nothing.
  public var inversePropensity: Double { count > 0 ? weighted / Double(count) : 0 }
  public var selfNormalised: Double { weights > 0 ? weighted / weights : 0 }
  public var doublyRobust: Double { count > 0 ? robust / Double(count) : 0 }
}

extension LoggedChoice {
  /// The doubly robust value, of at least −reach: predictions are cut to reach/weight.
  func doublyRobust(reach: Double) -> Double {
    let cut = weight > 0 ? min(predicted, reach / weight) : predicted
    return predictedTarget + weight * (reward - cut) - (predicted - cut) * target
  }

  /// The same choice with what was missed as its reward.
  var mirrored: LoggedChoice {
    LoggedChoice(
      propensity: propensity, target: target, reward: 1 - reward, predicted: 1 - predicted,
      predictedTarget: max(0, 1 - predictedTarget), hasUnsupportedAction: hasUnsupportedAction)
  }
}
