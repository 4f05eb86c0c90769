internal import Patterns

/// One way of telling whether an answer is right.
public struct Check: Sendable {
  /// What is looked at.
  public enum Rule: Sendable {
    case reference(ReferenceMatch)
    case number(NumberMatch)
    case schema(SchemaCheck)
    case toolCalls(ToolCallMatch)
    case pattern(PatternCheck)
    case citations(CitationCheck)
    case language(LanguageCheck)
    case length(LengthCheck)
    /// The answer was not cut off at a limit of tokens.
    case notCutOff
    case notRefused(RefusalCheck)
    case command(CommandHook)
  }

  /// What two answers that both fail a check come to.
  public enum BothFail: String, Sendable, Hashable, CaseIterable {
    /// Neither is of use, and nothing further is asked.
    case tie
    /// The next check decides; if none does, the pair is not scored without a judge.
    case undecided
  }

  /// Its name in traces and reports.
  public var id: String
  /// What it looks at.
  public var rule: Rule
  /// Ids of the rubric's criteria that it settles when both answers pass.
  public var covers: Set<String>
  /// What two failures come to.
  public var bothFail: BothFail
  /// Whether two answers are a tie without a judge only if they pass this check too; one that is not required may abstain.
  public var isRequired: Bool

  /// A check; unless said otherwise, two failures are a tie where the rule tells right from wrong, and undecided
  /// where it tells good form from bad.
  public init(_ id: String, _ rule: Rule, covers: Set<String> = [], bothFail: BothFail? = nil, isRequired: Bool = true)
  {
    self.id = id
    self.rule = rule
    self.covers = covers
    self.bothFail = bothFail ?? rule.bothFail
    self.isRequired = isRequired
  }

  /// What the check says of an answer; nil for a command, which the caller runs.
  public func verdict(
    _ answer: Answer, _ task: ScoringTask, limits: ScoringLimits = .standard
  ) -> CheckVerdict? {
    guard answer.text.utf8.count <= limits.answerBytes else {
      return .abstain("the answer has more than \(limits.answerBytes) bytes")
    }
    switch rule {
    case .reference(let rule): return rule.verdict(answer, task)
    case .number(let rule): return rule.verdict(answer, task)
    case .schema(let rule): return rule.verdict(answer, task, limits)
    case .toolCalls(let rule): return rule.verdict(answer, task, limits)
    case .pattern(let rule): return rule.verdict(answer, limits)
    case .citations(let rule): return rule.verdict(answer, task)
    case .language(let rule): return rule.verdict(answer)
    case .length(let rule): return rule.verdict(answer)
    case .notCutOff: return answer.finish == .length ? .fail("was cut off at a limit of tokens") : .pass
    case .notRefused(let rule): return rule.verdict(answer)
    case .command: return nil
    }
  }
}

extension Check.Rule {
  fileprivate var bothFail: Check.BothFail {
    switch self {
    case .reference, .number, .schema, .toolCalls, .command, .notRefused: .tie
    case .pattern, .citations, .language, .length, .notCutOff: .undecided
    }
  }

  /// The rule's kind and settings as a text that changes when they do.
  var fingerprint: String {
    switch self {
    case .schema(let rule):
      "schema " + (rule.schema.map { String(decoding: $0.source.canonical(), as: UTF8.self) } ?? "of the request")
    case .pattern(let rule):
      "pattern "
        + (rule.must.map { "+\($0.ignoresCase)\($0.source)" } + rule.mustNot.map { "-\($0.ignoresCase)\($0.source)" })
        .joined(separator: "\u{0}")
    case .number(let rule):
      "number \(rule.place) \(rule.absoluteTolerance) \(rule.relativeTolerance) \(rule.decimalMark) "
        + rule.units.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    case .toolCalls(let rule):
      "tools \(rule.ordersCalls) \(rule.arguments) \(rule.ignoredArguments.sorted())"
    default: "\(self)"
    }
  }
}
