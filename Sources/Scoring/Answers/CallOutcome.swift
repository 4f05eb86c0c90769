/// What came of asking a model.
public enum CallOutcome: Sendable, Hashable {
  /// It answered.
  case answered(Answer)
  /// It did not, for this reason: an error of the provider, a time-out, a reply that cannot be read.
  case failed(String)

  /// The answer, nil if the call failed or the answer is empty.
  var answer: Answer? { if case .answered(let answer) = self, !answer.isEmpty { answer } else { nil } }

  /// Why there is no answer.
  var failure: String? {
    switch self {
    case .answered(let answer): answer.isEmpty ? "the answer is empty" : nil
    case .failed(let reason): reason
    }
  }
}
