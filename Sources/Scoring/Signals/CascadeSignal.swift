/// A sign by which a cascade tells whether the first answer may be served.
public enum CascadeSignal: Sendable {
  /// 1 if the check passes, 0 if it fails.
  case check(Check)
  /// 1 for a complete answer or calls of tools, 0 for one that was cut off, refused or empty.
  case completion
  /// A feature of the tokens' probabilities.
  case logProbability(LogProbabilityFeature)
  /// The share of further samples that agree with the answer.
  case agreement(SampleAgreement)

  /// What the signal says of an answer; `samples` are further answers of the same model to the same request.
  public func reading(
    _ answer: Answer, task: ScoringTask, samples: [CallOutcome] = [], limits: ScoringLimits = .standard
  ) -> SignalReading {
    switch self {
    case .check(let check):
      guard let verdict = check.verdict(answer, task, limits: limits) else {
        return .unavailable("a command is no signal while a client waits")
      }
      switch verdict {
      case .pass: return .score(1)
      case .fail: return .score(0)
      case .abstain(let reason): return .unavailable(reason)
      }
    case .completion:
      if answer.isEmpty || answer.isDeclaredRefusal || answer.finish == .length { return .score(0) }
      if RefusalCheck().phrase(in: answer.text) != nil { return .score(0) }
      return answer.finish == .unknown ? .unavailable("the provider gives no known finish reason") : .score(1)
    case .logProbability(let feature): return feature.reading(answer.logProbabilities)
    case .agreement(let agreement): return agreement.reading(answer, samples, limits)
    }
  }
}
