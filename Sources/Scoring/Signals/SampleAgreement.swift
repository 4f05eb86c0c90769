/// How further samples are compared with the answer (self-consistency, Wang et al. 2023, arXiv 2203.11171).
public enum SampleAgreement: Sendable, Hashable {
  /// By text.
  case text(TextNormalization)
  /// By the last number, written with this decimal mark.
  case number(DecimalMark)
  /// By calls of tools.
  case toolCalls(ToolCallMatch)
  /// By JSON value.
  case json

  /// The share of samples that agree; a sample that failed agrees with nothing.
  func reading(_ answer: Answer, _ samples: [CallOutcome], _ limits: ScoringLimits) -> SignalReading {
    guard !samples.isEmpty else { return .unavailable("there are no further samples") }
    guard ([answer] + samples.compactMap(\.answer)).allSatisfy({ $0.text.utf8.count <= limits.answerBytes }) else {
      return .unavailable("an answer has more than \(limits.answerBytes) bytes")
    }
    guard hasValue(answer) else { return .score(0) }
    let agreeing = samples.count { sample in sample.answer.map { agrees(answer, $0) } ?? false }
    return .score(Double(agreeing) / Double(samples.count))
  }

  /// Whether there is anything in the answer that can be agreed with.
  private func hasValue(_ answer: Answer) -> Bool {
    switch self {
    case .text(let rule): !rule.apply(answer.text).isEmpty
    case .number(let mark): !WrittenNumber.all(in: answer.text, mark: mark).isEmpty
    case .toolCalls: answer.toolCalls.allSatisfy(\.isWellFormed)
    case .json: answer.structured != nil
    }
  }

  private func agrees(_ left: Answer, _ right: Answer) -> Bool {
    switch self {
    case .text(let rule): return rule.apply(left.text) == rule.apply(right.text)
    case .number(let mark):
      let (one, two) = (WrittenNumber.all(in: left.text, mark: mark), WrittenNumber.all(in: right.text, mark: mark))
      return one.last?.value != nil && one.last?.value == two.last?.value
    case .toolCalls(let rule): return rule.agree(left.toolCalls, right.toolCalls)
    case .json:
      guard let one = left.structured, let two = right.structured else { return false }
      return one.isEquivalent(to: two)
    }
  }
}
