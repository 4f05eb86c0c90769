public import Dialects

/// Which of two answers is shown first, as `A`.
public enum ShownOrder: String, Sendable, Hashable, CaseIterable {
  case challengerFirst = "challenger_first"
  case incumbentFirst = "incumbent_first"
}

/// A question to the judge, which the caller asks.
public struct JudgeRequest: Sendable, Hashable {
  /// Which answer is A.
  public var order: ShownOrder
  /// 1 for the first time, 2 after a reply that was not in the form.
  public var attempt: Int
  /// The model to ask.
  public var model: String
  /// Instructions.
  public var system: String
  /// The task, both answers and the form of the reply.
  public var user: String

  /// The body of an OpenAI Chat request, without sampling so that a verdict can be had again; it translates into
  /// other dialects.
  public func body(maxTokens: Int = 1500) -> JSONValue {
    .object([
      ("model", .string(model)),
      (
        "messages",
        .array([
          .object([("role", .string("system")), ("content", .string(system))]),
          .object([("role", .string("user")), ("content", .string(user))]),
        ])
      ),
      ("temperature", .number(0)), ("max_tokens", .number(maxTokens)), ("stream", .bool(false)),
    ])
  }
}

/// What came of asking the judge.
public enum JudgeCall: Sendable, Hashable {
  case answered(Answer)
  case timedOut
  /// The call failed for another reason.
  case failed(String)
}
