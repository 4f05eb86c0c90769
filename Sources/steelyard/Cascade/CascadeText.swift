import Policy

/// A cascade as the policy spells it.
enum CascadeText {
  /// The whole setting, on one line.
  static func line(_ cascade: Policy.Cascade) -> String {
    let signals = cascade.signals.map(text).joined(separator: ", ")
    let limit = cascade.signals.contains(where: \.asksModels) ? ", timeout_ms: \(cascade.callLimit)" : ""
    return "cascade: {signals: [\(signals)]\(limit), stream: \(cascade.streaming.rawValue)}"
  }

  /// A signal with its settings.
  static func text(_ signal: Policy.Cascade.Signal) -> String {
    switch signal {
    case .schema, .refusal, .truncated: return signal.name
    case .logprob(let threshold): return "{logprob: {threshold: \(GateTable.share(threshold))}}"
    case .agreement(let agreement):
      let compare = agreement.compares == .answer ? "" : ", compare: \(agreement.compares.rawValue)"
      let threshold = GateTable.share(agreement.thresholdPPM)
      return "{agreement: {samples: \(agreement.samples)\(compare), threshold: \(threshold)}}"
    case .verifier(let verifier):
      let model = verifier.model.map { "model: \($0), " } ?? ""
      let threshold = GateTable.share(verifier.thresholdPPM)
      return "{verifier: {\(model)votes: \(verifier.votes), threshold: \(threshold)}}"
    }
  }
}

extension Policy.Cascade.Signal {
  /// The signal with another threshold.
  func with(thresholdPPM: Int) -> Self {
    switch self {
    case .schema, .refusal, .truncated: return self
    case .logprob: return .logprob(thresholdPPM: thresholdPPM)
    case .agreement(var agreement):
      agreement.thresholdPPM = thresholdPPM
      return .agreement(agreement)
    case .verifier(var verifier):
      verifier.thresholdPPM = thresholdPPM
      return .verifier(verifier)
    }
  }
}
