public import Dialects

extension Answer {
  /// Reads a whole (non-streaming) reply.
  public static func read(
    _ body: [UInt8], dialect: Dialect, latency: Duration? = nil, limits: ScoringLimits = .standard
  ) throws(ScoringError) -> Answer {
    guard body.count <= limits.documentBytes else {
      throw ScoringError(
        .tooLarge, "the reply has \(body.count) bytes; at most \(limits.documentBytes) are scored")
    }
    let document: JSONValue
    do throws(DialectError) {
      document = try JSONValue.parse(body.span, maxDepth: limits.jsonDepth, maxValues: limits.jsonValues)
    } catch {
      throw ScoringError(.invalidReply, error.message)
    }
    if let error = document.wireError { throw ScoringError(.invalidReply, error.message) }
    var answer =
      switch dialect {
      case .openAIChat: try openAIChat(document, limits)
      case .anthropicMessages: try anthropicMessages(document, limits)
      }
    answer.usage = scanReply(body.span, dialect: dialect).usage
    answer.latency = latency
    return answer
  }

  private static func openAIChat(_ body: JSONValue, _ limits: ScoringLimits) throws(ScoringError) -> Answer {
    guard let choice = body["choices"]?.array?.first, let message = choice["message"] else {
      throw ScoringError(.invalidReply, "the reply holds no choice with a message", place: "choices")
    }
    var calls: [ToolCall] = []
    for (number, call) in (message["tool_calls"]?.array ?? []).enumerated() {
      guard let function = call["function"] ?? call["custom"], let name = function["name"]?.string, !name.isEmpty else {
        throw ScoringError(.invalidReply, "has no name", place: "choices[0].message.tool_calls[\(number)]")
      }
      calls.append(toolCall(name, function["arguments"] ?? function["input"], limits))
    }
    if calls.isEmpty, let call = message["function_call"], let name = call["name"]?.string, !name.isEmpty {
      calls.append(toolCall(name, call["arguments"], limits))
    }
    return Answer(
      text: contentText(message["content"]), toolCalls: calls,
      finish: FinishReason(word: choice["finish_reason"]?.string),
      refusal: message["refusal"]?.string ?? refusalPart(message["content"]),
      logProbabilities: LogProbabilities.read(choice["logprobs"]), limits: limits)
  }

  private static func anthropicMessages(_ body: JSONValue, _ limits: ScoringLimits) throws(ScoringError) -> Answer {
    guard let blocks = body["content"]?.array else {
      throw ScoringError(.invalidReply, "the reply holds no array of blocks", place: "content")
    }
    var calls: [ToolCall] = []
    for (number, block) in blocks.enumerated() where block["type"]?.name == "tool_use" {
      guard let name = block["name"]?.string, !name.isEmpty else {
        throw ScoringError(.invalidReply, "is a tool_use block without a name", place: "content[\(number)]")
      }
      calls.append(toolCall(name, block["input"], limits))
    }
    return Answer(
      text: contentText(body["content"]), toolCalls: calls, finish: FinishReason(word: body["stop_reason"]?.string),
      limits: limits)
  }

  private static func toolCall(_ name: String, _ arguments: JSONValue?, _ limits: ScoringLimits) -> ToolCall {
    switch arguments {
    case nil: ToolCall(name: name, arguments: .object([]))
    case .string(let text)?: ToolCall(name: name, argumentText: text, limits)
    case let value?: ToolCall(name: name, arguments: value, isWellFormed: value.object != nil)
    }
  }

  /// Content as text: a string, or the text of its parts.
  static func contentText(_ content: JSONValue?) -> String {
    if let text = content?.string { return text }
    return (content?.array ?? []).compactMap { part in
      part["type"]?.name == "text" || part["type"]?.name == "output_text" ? part["text"]?.string : nil
    }.joined()
  }

  private static func refusalPart(_ content: JSONValue?) -> String? {
    (content?.array ?? []).lazy.compactMap { $0["refusal"]?.string }.first
  }
}

extension JSONValue {
  /// The provider's error, if the document says that it is one.
  var wireError: WireError? {
    let isError = self["error"].map { !$0.isNull } ?? (self["type"]?.name == "error")
    return isError ? WireError(upstream: self, status: nil) : nil
  }
}
