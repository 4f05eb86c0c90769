import Dialects
import Policy
import Scoring

/// Reads what speaks against an open model's answer before its caller gets it. Pure.
struct AnswerDoubt {
  /// The cascade of the use case.
  let cascade: Policy.Cascade
  /// The request's body, in the caller's dialect.
  let request: [UInt8]
  let dialect: Dialect
  /// Whether the request asks for an answer of a certain shape or offers tools: what a schema can speak of.
  let hasShape: Bool

  /// What speaks against an answer.
  enum Reason: Equatable {
    case empty
    /// What cannot be looked at cannot be vouched for.
    case unreadable
    case signal(Policy.Cascade.Signal)

    /// Its name in the log of attempts.
    var label: String {
      switch self {
      case .empty: "empty"
      case .unreadable: "unreadable"
      case .signal(let signal): signal.name
      }
    }

    /// Whether the model failed at its task; one that is cut off, or that somebody is unsure of, did not.
    var isFailure: Bool {
      switch self {
      case .empty, .unreadable, .signal(.schema), .signal(.refusal): true
      case .signal(.truncated), .signal(.logprob), .signal(.agreement), .signal(.verifier): false
      }
    }
  }

  /// The token whose probability counts: one in ten is less probable.
  private static let quantile = 0.1

  /// The first signal that speaks against an answer without asking anybody; nil when none does.
  func doubt(_ answer: Answer) -> Reason? {
    if answer.isEmpty { return .empty }
    return cascade.reading.first { speaksAgainst(answer, $0) }.map { .signal($0) }
  }

  private func speaksAgainst(_ answer: Answer, _ signal: Policy.Cascade.Signal) -> Bool {
    switch signal {
    case .schema: hasShape && breaksShape(answer)
    case .refusal: isFail(answer, .notRefused(RefusalCheck()))
    case .truncated: answer.finish == .length
    case .logprob(let threshold):
      // What cannot be looked at cannot be vouched for.
      Self.probability(of: answer).map { $0 < Double(threshold) / 1_000_000 } ?? true
    case .agreement, .verifier: false
    }
  }

  /// How probable the answer's tokens were to the model; nil where the reply does not say.
  static func probability(of answer: Answer) -> Double? {
    LogProbabilityFeature.quantile(quantile).reading(answer.logProbabilities).value
  }

  private func isFail(_ answer: Answer, _ rule: Check.Rule, _ task: ScoringTask = ScoringTask(prompt: "")) -> Bool {
    Check("cascade", rule).verdict(answer, task)?.isFail == true
  }

  // A schema that cannot be honoured speaks neither for nor against an answer.
  private func breaksShape(_ answer: Answer) -> Bool {
    guard let body = try? JSONValue.parse(request.span) else { return false }
    if body["response_format"]?["type"]?.string == "json_object", answer.toolCalls.isEmpty, answer.structured == nil {
      return true
    }
    let task = ScoringTask.reading(request: body, dialect: dialect).task
    if isFail(answer, .schema(SchemaCheck()), task) { return true }
    let tools = (body["tools"]?.array ?? []) + (body["functions"]?.array ?? [])
    return answer.toolCalls.contains { call in
      // OpenAI's custom tools take any text.
      if tools.contains(where: { $0["custom"]?["name"]?.string == call.name }) { return false }
      guard tools.contains(where: { ($0["function"]?["name"] ?? $0["name"])?.string == call.name }), call.isWellFormed
      else { return true }
      guard let schema = task.tools[call.name], case .invalid = schema.validate(call.arguments) else { return false }
      return true
    }
  }
}
