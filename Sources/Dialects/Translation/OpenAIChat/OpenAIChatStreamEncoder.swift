/// Writes an answer as OpenAI chunks: the role first, the reason last, then usage if it was asked for.
struct OpenAIChatStreamEncoder: ReplyStreamEncoder {
  private let caller: CallerTraits
  private var prefix: [UInt8] = []
  private var usage: UsageCounts?
  private var sawCall = false
  private var sawFinish = false

  init(caller: CallerTraits) { self.caller = caller }

  mutating func send(_ event: ReplyEvent, into out: inout [UInt8]) throws(DialectError) {
    switch event {
    case .start(let id, let model): start(id: id, model: model, into: &out)
    case .text(let text): delta(.object([("content", .string(text))]), into: &out)
    case .reasoning(let text): delta(.object([("reasoning_content", .string(text))]), into: &out)
    case .toolStart(let call, let id, let name):
      sawCall = true
      let function = JSONValue.object([("name", .string(name)), ("arguments", .string(""))])
      self.call(
        .object([
          ("index", .number(call)), ("id", .string(id)), ("type", .string("function")), ("function", function),
        ]), into: &out)
    case .toolArguments(let call, let text):
      let function = JSONValue.object([("arguments", .string(text))])
      self.call(.object([("index", .number(call)), ("function", function)]), into: &out)
    case .finish(let stop, _): finish(stop, into: &out)
    case .usage(let counts, _): usage = counts
    case .ping: if !prefix.isEmpty { out.append(": ping\n\n") }
    case .error(let error): out.append(contentsOf: error.streamEvent(.openAIChat))
    case .end: end(into: &out)
    case .signature, .toolEnd: break
    }
  }

  private mutating func start(id: String, model: String, into out: inout [UInt8]) {
    guard prefix.isEmpty else { return }
    prefix.append("data: {\"id\":")
    writeJSONString(id, into: &prefix)
    prefix.append(",\"object\":\"chat.completion.chunk\",\"created\":")
    prefix.append(contentsOf: String(caller.created).utf8)
    prefix.append(",\"model\":")
    writeJSONString(model, into: &prefix)
    delta(.object([("role", .string("assistant")), ("content", .string(""))]), into: &out)
  }

  private mutating func call(_ call: JSONValue, into out: inout [UInt8]) {
    delta(.object([("tool_calls", .array([call]))]), into: &out)
  }

  private mutating func delta(_ delta: JSONValue, reason: String? = nil, into out: inout [UInt8]) {
    if prefix.isEmpty { start(id: "", model: "", into: &out) }
    out.append(contentsOf: prefix)
    out.append(",\"choices\":[{\"index\":0,\"delta\":")
    delta.write(into: &out)
    out.append(",\"finish_reason\":")
    if let reason { writeJSONString(reason, into: &out) } else { out.append("null") }
    out.append("}]")
    if caller.includeUsage { out.append(",\"usage\":null") }
    out.append("}\n\n")
  }

  private mutating func finish(_ stop: StopReason, into out: inout [UInt8]) {
    guard !sawFinish else { return }
    sawFinish = true
    delta(.object([]), reason: OpenAIChatCodec.finishReason(stop), into: &out)
  }

  private mutating func end(into out: inout [UInt8]) {
    finish(sawCall ? .toolUse : .endTurn, into: &out)
    if caller.includeUsage, let usage {
      out.append(contentsOf: prefix)
      out.append(",\"choices\":[],\"usage\":")
      OpenAIChatCodec.usage(usage).write(into: &out)
      out.append("}\n\n")
    }
    out.append("data: [DONE]\n\n")
  }
}
