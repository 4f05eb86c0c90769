import Dialects

/// The tree of a document given as text.
func json(_ text: String) throws(DialectError) -> JSONValue {
  let bytes = Array(text.utf8)
  return try JSONValue.parse(bytes.span)
}

/// The document as text, for comparisons that read well when they fail.
func spelled(_ value: JSONValue?) -> String {
  var bytes: [UInt8] = []
  value?.write(into: &bytes)
  return bytes.text
}

/// A request of an OpenAI caller as an Anthropic upstream gets it.
func toAnthropic(_ body: String, model: String = "claude-opus-5-5") throws(DialectError) -> JSONValue {
  try translated(body, caller: .openAIChat, upstream: .anthropicMessages, model: model)
}

/// A request of an Anthropic caller as an OpenAI-compatible upstream gets it.
func toOpenAI(_ body: String, model: String = "open-model") throws(DialectError) -> JSONValue {
  try translated(body, caller: .anthropicMessages, upstream: .openAIChat, model: model)
}

private func translated(
  _ body: String, caller: Dialect, upstream: Dialect, model: String
) throws(DialectError) -> JSONValue {
  let bytes = Array(body.utf8)
  let request = try Translation(caller: caller, upstream: upstream).request(
    bytes.span, upstreamModel: model, defaultMaxTokens: 777)
  return try JSONValue.parse(request.span)
}

/// A whole reply as the caller gets it.
func translatedReply(
  _ body: String, to caller: Dialect, reasoning: UnsignedReasoning = .hidden
) throws(DialectError) -> (body: JSONValue, facts: ReplyFacts) {
  let bytes = Array(body.utf8)
  let upstream: Dialect = caller == .openAIChat ? .anthropicMessages : .openAIChat
  let reply = try Translation(caller: caller, upstream: upstream, created: 7, reasoning: reasoning).reply(bytes.span)
  return (try JSONValue.parse(reply.body.span), reply.facts)
}

/// What a caller gets of a stream that arrives in the given pieces, and the stream's state afterwards.
func translatedStream(
  _ pieces: [[UInt8]], to caller: Dialect, includeUsage: Bool = true, reasoning: UnsignedReasoning = .hidden,
  ends: Bool = true
) throws(DialectError) -> (text: String, stream: TranslatingStream) {
  let upstream: Dialect = caller == .openAIChat ? .anthropicMessages : .openAIChat
  var stream = TranslatingStream(
    caller: caller, upstream: upstream, includeUsage: includeUsage, created: 7, reasoning: reasoning)
  var out: [UInt8] = []
  for piece in pieces { try stream.receive(piece.span, into: &out) }
  if ends { try stream.end(into: &out) }
  return (out.text, stream)
}

/// The bytes of an OpenAI stream: each chunk is given by its delta, reason and whatever follows.
func openAIStream(_ choices: [String], usage: String? = nil, isDone: Bool = true) -> [UInt8] {
  var text = ""
  for choice in choices {
    text += #"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"#
    text += choice + "}]}\n\n"
  }
  if let usage { text += #"data: {"id":"chatcmpl-1","choices":[],"usage":\#(usage)}"# + "\n\n" }
  return Array((text + (isDone ? "data: [DONE]\n\n" : "")).utf8)
}

/// The bytes of an Anthropic stream from the data of its events.
func anthropicStream(_ events: [String]) -> [UInt8] {
  var text = ""
  for event in events {
    let type = (try? json(event))?["type"]?.string ?? ""
    text += "event: \(type)\ndata: \(event)\n\n"
  }
  return Array(text.utf8)
}

/// The data of the events of a stream, pings and comments left out.
func eventData(_ stream: String) -> [String] {
  var found: [String] = []
  for event in stream.split(separator: "\n\n") {
    for line in event.split(separator: "\n") where line.hasPrefix("data: ") {
      let data = String(line.dropFirst(6))
      if data != #"{"type":"ping"}"# { found.append(data) }
    }
  }
  return found
}
