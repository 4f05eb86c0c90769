/// A choice among offers that was logged with the chances that each had, and what a policy asked about would have done.
public struct LoggedChoice: Codable, Hashable, Sendable {
  /// The place of the action that was taken.
  public var action: Int
  /// The chance of each action when the choice was made.
  public var propensities: [Double]
  /// The chance of each action under the policy asked about.
  public var targets: [Double]
  /// What came of the action taken, in 0...1.
  public var reward: Double
  /// The reward predicted for each action from past data only, in 0...1.
  public var predictions: [Double]

  /// A choice; `predictions` left out are 0, which makes doubly robust estimates those of inverse propensities.
  public init(
    action: Int, propensities: [Double], targets: [Double], reward: Double, predictions: [Double]? = nil
  ) {
    self.action = action
    self.propensities = propensities
    self.targets = targets
    self.reward = reward
    self.predictions = predictions ?? [Double](repeating: 0, count: propensities.count)
  }

  /// How much more often the policy asked about takes the action than the log did.
  var weight: Double { targets[action] / propensities[action] }

  /// The doubly robust value, of at least −reach: each action's prediction is cut to reach/weight, which an action's
  /// chances fix beforehand, so the mean stays the right one.
  func doublyRobust(reach: Double = .infinity) -> Double {
    var value = 0.0
    var taken = 0.0
    for index in propensities.indices {
      let isCut = targets[index] > 0 && reach.isFinite
      let cut = isCut ? min(predictions[index], reach * propensities[index] / targets[index]) : predictions[index]
      value += targets[index] * cut
      if index == action { taken = cut }
    }
    return value + weight * (reward - taken)
  }

  /// What one choice adds to a bound from below, of at least −reach; for choices that `OffPolicyEstimate` accepts.
  public func value(reach: Double) -> Double { isUsable ? doublyRobust(reach: reach) : 0 }

  /// What one choice adds to a bound, from below, of what is missed.
  public func missedValue(reach: Double) -> Double { isUsable ? mirrored.doublyRobust(reach: reach) : 0 }

  private var isUsable: Bool { (try? check(0)) != nil }

  /// The same choice with what was missed as its reward.
  var mirrored: LoggedChoice {
    LoggedChoice(
      action: action, propensities: propensities, targets: targets, reward: 1 - reward,
      predictions: predictions.map { 1 - $0 })
  }

  /// Refuses a choice from which nothing can be concluded; `number` says which it is.
  func check(_ number: Int) throws(EvidenceError) {
    guard propensities.indices.contains(action), targets.count == propensities.count,
      predictions.count == propensities.count
    else {
      throw EvidenceError(
        .outOfRange,
        "choice \(number): action \(action) needs a chance in the log, one in the policy and a prediction for each "
          + "action; there are \(propensities.count), \(targets.count) and \(predictions.count)")
    }
    if let index = propensities.indices.first(where: { propensities[$0] <= 0 && targets[$0] > 0 }) {
      throw EvidenceError(
        .unsupportedAction,
        "choice \(number): the policy asked about takes action \(index), which had no chance in the log; nothing is known "
          + "of it, so explore it first or leave it out of the policy")
    }
    guard propensities[action] > 0, (propensities + targets + predictions + [reward]).allSatisfy((0...1).contains),
      propensities.reduce(0, +) <= 1 + 1e-6, targets.reduce(0, +) <= 1 + 1e-6
    else {
      throw EvidenceError(
        .outOfRange,
        "choice \(number): chances, rewards and predictions have to lie in 0...1, chances with a sum of at most 1, and "
          + "that of the action taken above 0")
    }
  }
}
