/// Open first: a detector looks at the open model's answer and sends doubtful requests to a closed model.
public struct Cascade: Hashable, Sendable {
  /// US dollars of tokens of the open model's answer.
  public var openTokens: Double
  /// US dollars of tokens of the closed model's answer.
  public var closedTokens: Double
  /// Probability that the open model's answer is wrong.
  public var openError: Double
  /// Probability that the closed model's answer is wrong.
  public var closedError: Double
  /// Share of the open model's errors that the detector sees.
  public var recall: Double
  /// Share of the open model's right answers that are sent on without need.
  public var falseAlarms: Double
  /// US dollars that the detector costs per request.
  public var detectorCost: Double

  /// A cascade by its parts.
  public init(
    openTokens: Double, closedTokens: Double, openError: Double, closedError: Double, recall: Double,
    falseAlarms: Double, detectorCost: Double
  ) {
    self.openTokens = openTokens
    self.closedTokens = closedTokens
    self.openError = openError
    self.closedError = closedError
    self.recall = recall
    self.falseAlarms = falseAlarms
    self.detectorCost = detectorCost
  }

  /// Share of requests that both models answer.
  public var escalatedShare: Double { openError * recall + (1 - openError) * falseAlarms }

  /// Probability that the answer that is given is wrong.
  ///
  /// What the closed model gets wrong is taken to be among what the open one gets wrong: the hard requests are the same
  /// ones. Were their errors independent, fewer would be left.
  public var error: Double { openError * (1 - recall) + recall * min(openError, closedError) }
}
