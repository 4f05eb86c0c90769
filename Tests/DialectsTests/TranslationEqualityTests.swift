import Dialects
import Testing

@Suite("A translated stream says what the translated whole reply says")
struct TranslationEqualityTests {
  @Test("for any answer and any split of the bytes, to an Anthropic caller", arguments: UInt64(0)..<80)
  func toAnthropic(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let answer = RandomAnswer(using: &random)
    let bytes = answer.openAIStream(using: &random)
    let shown: UnsignedReasoning = seed % 2 == 0 ? .shown : .hidden
    let whole = try translatedReply(spelled(answer.openAIReply), to: .anthropicMessages, reasoning: shown).body
    let stream = try translatedStream([bytes], to: .anthropicMessages, reasoning: shown)
    #expect(try anthropicMessage(accumulating: stream.text) == whole, "seed \(seed)")
    for longest in [1, 7, 100] {
      let split = try translatedStream(
        random.pieces(bytes, longest: longest), to: .anthropicMessages, reasoning: shown)
      #expect(split.text == stream.text, "seed \(seed), pieces of at most \(longest)")
      #expect(split.stream.usage == stream.stream.usage)
    }
  }

  @Test("for any answer and any split of the bytes, to an OpenAI caller", arguments: UInt64(0)..<80)
  func toOpenAI(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let answer = RandomAnswer(using: &random)
    let bytes = answer.anthropicStream(using: &random)
    let whole = try translatedReply(spelled(answer.anthropicReply), to: .openAIChat).body
    let stream = try translatedStream([bytes], to: .openAIChat)
    #expect(try openAIReply(accumulating: stream.text) == whole, "seed \(seed)")
    for longest in [1, 7, 100] {
      let split = try translatedStream(random.pieces(bytes, longest: longest), to: .openAIChat)
      #expect(split.text == stream.text, "seed \(seed), pieces of at most \(longest)")
    }
  }

  /// The message that Anthropic's clients build from a stream.
  private func anthropicMessage(accumulating stream: String) throws -> JSONValue {
    var message: [(String, JSONValue)] = []
    var blocks: [(start: JSONValue, text: String)] = []
    func set(_ name: String, _ value: JSONValue?) {
      guard let value, let place = message.firstIndex(where: { $0.0 == name }) else { return }
      message[place].1 = value
    }
    for data in eventData(stream) {
      let event = try json(data)
      switch event["type"]?.string {
      case "message_start": message = event["message"]?.object ?? []
      case "content_block_start": blocks.append((event["content_block"] ?? .null, ""))
      case "content_block_delta":
        let delta = event["delta"]
        blocks[blocks.count - 1].text +=
          (delta?["text"] ?? delta?["thinking"] ?? delta?["partial_json"])?.string ?? ""
      case "message_delta":
        set("stop_reason", event["delta"]?["stop_reason"])
        set("stop_sequence", event["delta"]?["stop_sequence"])
        set("usage", event["usage"])
      default: break
      }
    }
    let content = try blocks.map { block in
      var members = block.start.object ?? []
      for (place, member) in members.enumerated() where ["text", "thinking", "input"].contains(member.0) {
        let isInput = member.0 == "input"
        members[place].1 = isInput ? try json(block.text.isEmpty ? "{}" : block.text) : .string(block.text)
      }
      return JSONValue.object(members)
    }
    set("content", .array(content))
    return .object(message)
  }

  /// The reply that OpenAI's clients build from a stream.
  private func openAIReply(accumulating stream: String) throws -> JSONValue {
    var content = ""
    var reasoning = ""
    var calls: [(id: String, name: String, arguments: String)] = []
    var reason = JSONValue.null
    var usage: JSONValue?
    var first: JSONValue?
    for data in eventData(stream) where data != "[DONE]" {
      let chunk = try json(data)
      first = first ?? chunk
      if let counts = chunk["usage"], !counts.isNull { usage = counts }
      guard let choice = chunk["choices"]?.array?.first else { continue }
      if let given = choice["finish_reason"], !given.isNull { reason = given }
      content += choice["delta"]?["content"]?.string ?? ""
      reasoning += choice["delta"]?["reasoning_content"]?.string ?? ""
      for call in choice["delta"]?["tool_calls"]?.array ?? [] {
        if let id = call["id"]?.string {
          #expect(call["index"]?.integer == calls.count)
          calls.append((id, call["function"]?["name"]?.string ?? "", ""))
        }
        calls[call["index"]?.integer ?? 0].arguments += call["function"]?["arguments"]?.string ?? ""
      }
    }
    var message: [(String, JSONValue)] = [
      ("role", .string("assistant")), ("content", content.isEmpty && !calls.isEmpty ? .null : .string(content)),
      ("refusal", .null),
    ]
    if !reasoning.isEmpty { message.append(("reasoning_content", .string(reasoning))) }
    let whole = calls.map { call in
      JSONValue.object([
        ("id", .string(call.id)), ("type", .string("function")),
        ("function", .object([("name", .string(call.name)), ("arguments", .string(call.arguments))])),
      ])
    }
    if !whole.isEmpty { message.append(("tool_calls", .array(whole))) }
    let choice = JSONValue.object([
      ("index", .number(0)), ("message", .object(message)), ("logprobs", .null), ("finish_reason", reason),
    ])
    var reply: [(String, JSONValue)] = [
      ("id", first?["id"] ?? .null), ("object", .string("chat.completion")), ("created", first?["created"] ?? .null),
      ("model", first?["model"] ?? .null), ("choices", .array([choice])),
    ]
    if let usage { reply.append(("usage", usage)) }
    return .object(reply)
  }
}
