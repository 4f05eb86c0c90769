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
      try choice.check(index + 1)
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
struct OffPolicyPoints: Hashable, Sendable {
  private(set) var count = 0
  private var weights = 0.0
  private var squares = 0.0
  private var weighted = 0.0
  private var robust = 0.0

  init() {}

  /// Takes in a choice that was checked.
  mutating func add(_ choice: LoggedChoice) {
    count += 1
    weights += choice.weight
    squares += choice.weight * choice.weight
    weighted += choice.weight * choice.reward
    robust += choice.doublyRobust()
  }

  /// (Σw)²/Σw².
  var effectiveCount: Double { squares > 0 ? weights * weights / squares : 0 }
  /// Means of what was taken in; 0 of nothing.
  var inversePropensity: Double { count > 0 ? weighted / Double(count) : 0 }
  var selfNormalised: Double { weights > 0 ? weighted / weights : 0 }
  var doublyRobust: Double { count > 0 ? robust / Double(count) : 0 }
}
