/// What always taking the challenger, and always the incumbent, would have earned, from choices that lots made between
/// them; and the difference, with an interval of its own.
///
/// Doubly robust: both sides' outcomes are predicted by running means of earlier choices, and corrected by what came. No
/// prediction is cut, so that an error in the chances is multiplied only by the error of the predictions.
public struct LotComparison: Codable, Hashable, Sendable {
  /// If the challenger had been taken always.
  public var challenger: OffPolicyEstimate
  /// If the incumbent had been taken always.
  public var incumbent: OffPolicyEstimate
  /// Challenger minus incumbent, in −1...1, and the ends of its interval, which holds at all times at once.
  public var difference: Double
  public var lower: Double
  public var upper: Double
  /// The chance that the true difference is ever outside.
  public var alpha: Double

  /// Compares the sides from choices in the order in which they were made, one for each draw of a lot: choices that
  /// share a lot are one.
  ///
  /// Throws when a side has fewer effective choices than anything can be concluded from, or had no chance at all.
  public init(
    _ choices: [LotChoice], alpha: Double = 0.05,
    minimumEffectiveCount: Double = OffPolicyEstimate.minimumEffectiveCount
  ) throws(EvidenceError) {
    guard alpha > 0, alpha < 1 else {
      throw EvidenceError(.outOfRange, "the chance of an error must lie between 0 and 1, not at \(alpha)")
    }
    if let index = choices.firstIndex(where: { !($0.propensity > 0 && $0.propensity < 1) }) {
      throw EvidenceError(
        .unsupportedAction,
        "choice \(index + 1): a side was taken with chance \(choices[index].propensity), so that the other had none or this "
          + "one was not drawn; only choices that a lot made compare anything")
    }
    var means = SideMeans()
    let challengers = choices.map { choice -> LoggedChoice in
      defer { means.add(choice) }
      return choice.logged(expected: means)
    }
    let incumbents = challengers.map { choice -> LoggedChoice in
      var choice = choice
      choice.targets = [1, 0]
      return choice
    }
    // The chances are set by the policy before anything is known of outcomes, so the largest weight may set the scale.
    let weight = choices.reduce(1.0) { max($0, 1 / min($1.propensity, 1 - $1.propensity)) }
    challenger = try OffPolicyEstimate(
      challengers, alpha: alpha, reach: weight, minimumEffectiveCount: minimumEffectiveCount)
    incumbent = try OffPolicyEstimate(
      incumbents, alpha: alpha, reach: weight, minimumEffectiveCount: minimumEffectiveCount)
    difference = challenger.doublyRobust - incumbent.doublyRobust
    // What one side earns and the other misses is 1 at equality. Only the side that was taken can bring a value below
    // zero, by no more than its weight less one, so both sides share one bound.
    let reach = weight - 1
    var below = EmpiricalBernstein(alpha: alpha / 2, reach: reach, firstCentre: 1 / (reach + 1))
    var above = below
    for (challenger, incumbent) in zip(challengers, incumbents) {
      below.observe(challenger.doublyRobust() + incumbent.mirrored.doublyRobust())
      above.observe(challenger.mirrored.doublyRobust() + incumbent.doublyRobust())
    }
    lower = min(1, max(-1, below.best - 1))
    upper = max(-1, min(1, 1 - above.best))
    self.alpha = alpha
  }

  /// The number of effective choices of the side that has fewer.
  public var effectiveCount: Double { min(challenger.effectiveCount, incumbent.effectiveCount) }

  /// Whether the challenger is shown to be worse by no more than a margin.
  public func isNotWorse(than margin: Double) -> Bool { lower >= -margin }

  /// Whether the challenger is shown to be worse by more than a margin.
  public func isWorse(than margin: Double) -> Bool { upper < -margin }

  /// Roughly how many choices in all would show the challenger to be worse by no more than a margin, if the difference
  /// stays what it is: widths shrink with the root of the count. Nil when it is beyond the margin.
  public func choicesNeeded(margin: Double) -> Int? {
    let room = difference + margin
    guard room > 0 else { return nil }
    let ratio = (difference - lower) / room
    let needed = Double(challenger.count) * max(1, ratio * ratio)
    return needed < 1e15 ? Int(needed.rounded(.up)) : nil
  }
}
