import Dialects

/// A random answer, and how either dialect's provider would send it whole and as a stream.
struct RandomAnswer {
  private struct Call {
    let id: String
    let name: String
    let arguments: JSONValue
  }

  private let reasoning: String
  private let text: String
  private let calls: [Call]
  private let prompt: Int
  private let cached: Int
  private let completion: Int

  init(using random: inout SeededGenerator) {
    reasoning = random.below(3) == 0 ? random.string() : ""
    text = random.below(4) == 0 ? "" : random.string()
    var calls: [Call] = []
    for number in 0..<max(0, random.below(5) - 1) {
      let members = (0..<random.below(4)).map { index in ("m\(index)", random.tree(depth: 3)) }
      calls.append(Call(id: "call-\(number)", name: "tool_\(number)", arguments: .object(members)))
    }
    self.calls = calls
    prompt = random.below(10_000)
    cached = random.below(prompt + 1)
    completion = random.below(10_000)
  }

  private var openAIUsage: JSONValue {
    .object([
      ("prompt_tokens", .number(prompt)), ("completion_tokens", .number(completion)),
      ("total_tokens", .number(prompt + completion)),
      ("prompt_tokens_details", .object([("cached_tokens", .number(cached))])),
    ])
  }

  private var anthropicUsage: [(String, JSONValue)] {
    [("input_tokens", .number(prompt - cached)), ("cache_read_input_tokens", .number(cached))]
  }

  /// The whole reply of an OpenAI provider.
  var openAIReply: JSONValue {
    var message: [(String, JSONValue)] = [("role", .string("assistant")), ("content", .string(text))]
    if !reasoning.isEmpty { message.append(("reasoning_content", .string(reasoning))) }
    let whole = calls.map { call in
      JSONValue.object([
        ("id", .string(call.id)), ("type", .string("function")),
        (
          "function",
          .object([
            ("name", .string(call.name)),
            ("arguments", .string(call.arguments.object?.isEmpty == true ? "" : spelled(call.arguments))),
          ])
        ),
      ])
    }
    if !whole.isEmpty { message.append(("tool_calls", .array(whole))) }
    return .object([
      ("id", .string("chatcmpl-1")), ("model", .string("m")),
      (
        "choices",
        .array([
          .object([
            ("index", .number(0)), ("message", .object(message)),
            ("finish_reason", .string(calls.isEmpty ? "stop" : "tool_calls")),
          ])
        ])
      ),
      ("usage", openAIUsage),
    ])
  }

  /// The same reply as chunks.
  func openAIStream(using random: inout SeededGenerator) -> [UInt8] {
    var deltas = [#"{"role":"assistant","content":""}"#]
    for piece in random.fragments(reasoning) { deltas.append(#"{"reasoning_content":\#(spelled(.string(piece)))}"#) }
    for piece in random.fragments(text) { deltas.append(#"{"content":\#(spelled(.string(piece)))}"#) }
    // Half of the streams mix the fragments of their calls.
    let isMixed = random.below(2) == 0
    var waiting: [[String]] = []
    for (index, call) in calls.enumerated() {
      deltas.append(
        #"{"tool_calls":[{"index":\#(index),"id":"\#(call.id)","type":"function","#
          + #""function":{"name":"\#(call.name)","arguments":""}}]}"#)
      let arguments = call.arguments.object?.isEmpty == true ? "" : spelled(call.arguments)
      let pieces = random.fragments(arguments).map { piece in
        #"{"tool_calls":[{"index":\#(index),"function":{"arguments":\#(spelled(.string(piece)))}}]}"#
      }
      if isMixed { waiting.append(pieces) } else { deltas += pieces }
    }
    waiting.removeAll(where: \.isEmpty)
    while !waiting.isEmpty {
      let chosen = random.below(waiting.count)
      deltas.append(waiting[chosen].removeFirst())
      if waiting[chosen].isEmpty { waiting.remove(at: chosen) }
    }
    let finish = #""delta":{},"finish_reason":"\#(calls.isEmpty ? "stop" : "tool_calls")""#
    return DialectsTests.openAIStream(deltas.map { #""delta":\#($0)"# } + [finish], usage: spelled(openAIUsage))
  }

  /// The whole reply of an Anthropic provider.
  var anthropicReply: JSONValue {
    var blocks: [JSONValue] = []
    if !reasoning.isEmpty {
      blocks.append(
        .object([
          ("type", .string("thinking")), ("thinking", .string(reasoning)), ("signature", .string("sig")),
        ]))
    }
    if !text.isEmpty { blocks.append(.object([("type", .string("text")), ("text", .string(text))])) }
    for call in calls {
      blocks.append(
        .object([
          ("type", .string("tool_use")), ("id", .string(call.id)), ("name", .string(call.name)),
          ("input", call.arguments),
        ]))
    }
    return .object([
      ("id", .string("msg_1")), ("type", .string("message")), ("model", .string("m")), ("content", .array(blocks)),
      ("stop_reason", .string(calls.isEmpty ? "end_turn" : "tool_use")),
      ("usage", .object(anthropicUsage + [("output_tokens", .number(completion))])),
    ])
  }

  /// The same reply as events.
  func anthropicStream(using random: inout SeededGenerator) -> [UInt8] {
    let usage = spelled(.object(anthropicUsage + [("output_tokens", .number(1))]))
    var events = [
      #"{"type":"message_start","message":{"id":"msg_1","type":"message","model":"m","content":[],"usage":\#(usage)}}"#
    ]
    var index = 0
    func block(_ start: String, _ deltas: [String]) {
      events.append(#"{"type":"content_block_start","index":\#(index),"content_block":\#(start)}"#)
      for delta in deltas { events.append(#"{"type":"content_block_delta","index":\#(index),"delta":{\#(delta)}}"#) }
      events.append(#"{"type":"content_block_stop","index":\#(index)}"#)
      index += 1
    }
    if !reasoning.isEmpty {
      let pieces = random.fragments(reasoning).map { #""type":"thinking_delta","thinking":\#(spelled(.string($0)))"# }
      block(
        #"{"type":"thinking","thinking":"","signature":""}"#,
        pieces + [#""type":"signature_delta","signature":"sig""#])
    }
    if !text.isEmpty {
      let pieces = random.fragments(text).map { #""type":"text_delta","text":\#(spelled(.string($0)))"# }
      block(#"{"type":"text","text":""}"#, pieces)
    }
    for call in calls {
      let arguments = call.arguments.object?.isEmpty == true ? "" : spelled(call.arguments)
      let pieces = random.fragments(arguments).map {
        #""type":"input_json_delta","partial_json":\#(spelled(.string($0)))"#
      }
      block(#"{"type":"tool_use","id":"\#(call.id)","name":"\#(call.name)","input":{}}"#, pieces)
    }
    events.append(
      #"{"type":"message_delta","delta":{"stop_reason":"\#(calls.isEmpty ? "end_turn" : "tool_use")"},"#
        + #""usage":{"output_tokens":\#(completion)}}"#)
    events.append(#"{"type":"message_stop"}"#)
    return DialectsTests.anthropicStream(events)
  }
}

extension SeededGenerator {
  /// The text in random fragments, none of them empty.
  mutating func fragments(_ text: String) -> [String] {
    var fragments: [String] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      let count = 1 + below(6)
      fragments.append(String(String.UnicodeScalarView(rest.prefix(count))))
      rest = rest.dropFirst(count)
    }
    return fragments
  }
}
