/// A choice among offers that was logged with the chance it had, and what a policy asked about would have done.
public struct LoggedChoice: Codable, Hashable, Sendable {
  /// The chance with which the logging policy took the action that it took.
  public var propensity: Double
  /// The chance with which the policy asked about takes that action.
  public var target: Double
  /// What came of it, in 0...1.
  public var reward: Double
  /// The reward predicted for the action taken, from past data only.
  public var predicted: Double
  /// The reward predicted for the policy asked about, from past data only: over all actions, chance times prediction.
  public var predictedTarget: Double
  /// Whether the policy asked about gives any chance to an action that had none in the log.
  public var hasUnsupportedAction: Bool

  public init(
    propensity: Double, target: Double, reward: Double, predicted: Double = 0, predictedTarget: Double = 0,
    hasUnsupportedAction: Bool = false
  ) {
    self.propensity = propensity
    self.target = target
    self.reward = reward
    self.predicted = predicted
    self.predictedTarget = predictedTarget
    self.hasUnsupportedAction = hasUnsupportedAction
  }

  /// A choice by the chances of all actions. `action` is the place of the one taken.
  public init(
    action: Int, propensities: [Double], targets: [Double], reward: Double, predictions: [Double]
  ) throws(EvidenceError) {
    guard propensities.indices.contains(action), targets.count == propensities.count,
      predictions.count == propensities.count
    else {
      throw EvidenceError(
        .outOfRange,
        "a logged choice of action \(action) needs a chance in the log, a chance in the policy and a prediction for each "
          + "action; there are \(propensities.count), \(targets.count) and \(predictions.count)")
    }
    self.init(
      propensity: propensities[action], target: targets[action], reward: reward, predicted: predictions[action],
      predictedTarget: zip(targets, predictions).reduce(0) { $0 + $1.0 * $1.1 },
      hasUnsupportedAction: zip(propensities, targets).contains { $0.0 <= 0 && $0.1 > 0 })
  }

  /// How much more often the policy asked about takes the action than the log did.
  public var weight: Double { target / propensity }

  var isValid: Bool {
    propensity > 0 && propensity <= 1 && (0...1).contains(target) && (0...1).contains(reward)
      && (0...1).contains(predicted) && (0...1 + 1e-9).contains(predictedTarget)
  }
}
