public import Dialects

/// One task of a golden set.
public struct GoldenCase: Sendable {
  /// Its name in the set.
  public var id: String
  /// The line it stands in, from 1.
  public var line: Int
  /// Messages as OpenAI Chat takes them; a `prompt` becomes one message of the user.
  public var messages: JSONValue
  /// Tools as OpenAI Chat takes them.
  public var tools: JSONValue?
  /// The shape of the answer, as OpenAI's `response_format`.
  public var responseFormat: JSONValue?
  /// What the checks know of it.
  public var task: ScoringTask
  /// Answers that were given before, so that no model need be asked.
  public var recorded: (incumbent: String?, challenger: String?)
  /// What a person said of the recorded answers.
  public var label: Difference?

  /// The body of an OpenAI Chat request for a model; it translates into other dialects.
  public func body(model: String, maxTokens: Int) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("model", .string(model)), ("messages", messages), ("max_tokens", .number(maxTokens)),
    ]
    if let tools { members.append(("tools", tools)) }
    if let responseFormat { members.append(("response_format", responseFormat)) }
    return .object(members)
  }
}

/// What is wrong with a line of a golden set.
public struct GoldenProblem: Sendable, Hashable {
  /// Whether the case can be used all the same.
  public enum Severity: String, Sendable, Hashable {
    /// The line is left out.
    case refused
    /// The case is used, and something in it is not.
    case warning
  }

  /// The line, from 1.
  public var line: Int
  /// The case, where its id can be read.
  public var id: String?
  /// Whether the line is left out.
  public var severity: Severity
  /// What was found and what to do.
  public var message: String
}
