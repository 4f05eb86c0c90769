// The evidence is as good as the scores it is made of. Here two answers to one request become one number from −1
// to +1, by the cheapest means that is valid: equality, then checks that need no model, then a judge that is asked
// in both orders. Whatever cannot be decided is said to be undecided; nothing that fails, hangs or is forged ever
// counts for the challenger. Commands and calls of models are values that the caller runs.

public import Dialects

/// What a model answered, free of any dialect, as far as scores look at it.
public struct Answer: Sendable, Hashable {
  /// The visible text; reasoning is not in it.
  public var text: String
  /// Calls of tools, in order.
  public var toolCalls: [ToolCall]
  /// Why it ended.
  public var finish: FinishReason
  /// What the model said where its dialect has a field for refusals.
  public var refusal: String?
  /// The text as JSON, where all of it or all of its one code fence is JSON.
  public var structured: JSONValue?
  /// Natural logarithms of the probabilities of the tokens of the text, where the provider gives them.
  public var logProbabilities: [Double]?
  /// What the provider says was used.
  public var usage: UsageCounts?
  /// How long the call took.
  public var latency: Duration?

  /// An answer; `structured` is read from the text.
  public init(
    text: String, toolCalls: [ToolCall] = [], finish: FinishReason = .complete, refusal: String? = nil,
    logProbabilities: [Double]? = nil, usage: UsageCounts? = nil, latency: Duration? = nil,
    limits: ScoringLimits = .standard
  ) {
    let text = text.withShortMarkRuns
    self.text = text
    self.toolCalls = toolCalls
    self.finish = finish
    self.refusal = refusal?.withShortMarkRuns
    self.logProbabilities = logProbabilities
    self.usage = usage
    self.latency = latency
    structured = EmbeddedJSON.value(EmbeddedJSON.unfenced(text), limits)
  }

  /// Whether the dialect itself says that it is a refusal.
  public var isDeclaredRefusal: Bool { refusal != nil || finish == .refusal }

  /// Whether there is nothing in it that a user could use, not even a refusal.
  public var isEmpty: Bool { toolCalls.isEmpty && refusal == nil && text.trimmedWhiteSpace.isEmpty }
}
