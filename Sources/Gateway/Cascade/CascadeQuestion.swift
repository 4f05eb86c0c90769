import Catalog
import Dialects
import Policy
import Routing
import Scoring

/// What a signal asks of models about an answer, and what their replies make of it. Pure.
struct CascadeQuestion: Sendable {
  /// A call to make.
  struct Call: Sendable {
    /// The offer to call, as a position in the catalogue.
    var offer: Int
    var request: WholeRequest
    /// The same for models that refuse any temperature but their own.
    var withoutTemperature: WholeRequest?
    var maxOutputTokens: Int
    /// The most that it can cost, and use.
    var worst: Cost
    var mostUsed: TokenUsage
  }

  let signal: Policy.Cascade.Signal
  let calls: [Call]
  private let answer: Answer
  private let dialect: Dialect

  /// What `signal` asks; without calls when there is nobody who may be asked.
  init(_ signal: Policy.Cascade.Signal, of answer: Answer, to inquest: Inquest) {
    self.signal = signal
    self.answer = answer
    switch signal {
    case .agreement(let agreement):
      dialect = inquest.dialect
      calls = inquest.samples(agreement.samples - 1)
    case .verifier(let verifier):
      dialect = .openAIChat
      calls = inquest.votes(verifier, on: answer)
    case .schema, .refusal, .truncated, .logprob:
      dialect = inquest.dialect
      calls = []
    }
  }

  /// How sure the signal is of the answer, 0 to 1. What failed, was refused or is in no usable form counts as 0.
  func score(_ outcomes: [UpstreamOutcome]) -> Double {
    guard !calls.isEmpty, outcomes.count == calls.count else { return 0 }
    switch signal {
    case .agreement(let agreement):
      let samples = outcomes.map { CallOutcome($0, dialect: dialect) }
      let rule = Self.rule(agreement.compares, answer)
      return CascadeSignal.agreement(rule).reading(answer, task: ScoringTask(prompt: ""), samples: samples).value ?? 0
    case .verifier:
      let replies = outcomes.map { outcome -> JSONValue in
        guard case .answer(let bytes) = outcome.ending else { return .null }
        return (try? JSONValue.parse(bytes.span)) ?? .null
      }
      return Verifier.reading(replies).value ?? 0
    case .schema, .refusal, .truncated, .logprob: return 0
    }
  }

  /// Whether an answer of this score is kept.
  func keeps(_ score: Double) -> Bool { score >= Double(signal.thresholdPPM ?? 1_000_000) / 1_000_000 }

  private static func rule(_ comparison: Policy.Cascade.Agreement.Comparison, _ answer: Answer) -> SampleAgreement {
    if comparison == .number { return .number(.point) }
    if !answer.toolCalls.isEmpty { return .toolCalls(ToolCallMatch()) }
    switch answer.structured {
    case .object, .array: return .json
    default: return .text(.lenient)
    }
  }
}
