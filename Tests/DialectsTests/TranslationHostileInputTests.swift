import Dialects
import Testing

@Suite("Hostile input to translation")
struct TranslationHostileInputTests {
  private static let names = [
    "messages", "role", "content", "type", "text", "tools", "function", "name", "arguments", "tool_calls", "id",
    "image_url", "url", "stop", "tool_choice", "choices", "delta", "index", "usage", "message", "source", "input",
    "content_block", "partial_json", "finish_reason", "stop_reason", "error", "system", "max_tokens", "thinking",
    "output_config", "response_format", "json_schema", "n", "parameters", "input_schema",
  ]
  private static let words = [
    "user", "assistant", "tool", "system", "text", "image_url", "tool_use", "tool_result", "function", "image",
    "base64", "data:;base64,", "data:", "content_block_start", "content_block_delta", "content_block_stop",
    "message_start", "message_delta", "message_stop", "input_json_delta", "text_delta", "stop", "{", "", " ", "auto",
  ]

  private func tree(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
    switch random.below(depth > 0 ? 9 : 4) {
    case 0: return .null
    case 1: return .number(["0", "-1", "9223372036854775807", "1e400", "1", "2"][random.below(6)])
    case 2, 3: return .string(Self.words[random.below(Self.words.count)])
    case 4, 5, 6:
      var members: [(String, JSONValue)] = []
      for _ in 0..<random.below(8) {
        members.append((Self.names[random.below(Self.names.count)], tree(&random, depth: depth - 1)))
      }
      return .object(members)
    default:
      var elements: [JSONValue] = []
      for _ in 0..<random.below(4) { elements.append(tree(&random, depth: depth - 1)) }
      return .array(elements)
    }
  }

  @Test("any document is translated or refused, and what is translated is valid JSON", arguments: UInt64(0)..<150)
  func anyDocument(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for caller in Dialect.allCases {
      let upstream: Dialect = caller == .openAIChat ? .anthropicMessages : .openAIChat
      let translation = Translation(caller: caller, upstream: upstream)
      let messages = JSONValue.array((0..<3).map { _ in tree(&random, depth: 5) })
      let document = JSONValue.object((tree(&random, depth: 6).object ?? []) + [("messages", messages)])
      var bytes: [UInt8] = []
      document.write(into: &bytes)
      if let body = try? translation.request(bytes.span, upstreamModel: "m", defaultMaxTokens: 1) {
        #expect(throws: Never.self) { try JSONValue.parse(body.span) }
      }
      if let reply = try? translation.reply(bytes.span) {
        #expect(throws: Never.self) { try JSONValue.parse(reply.body.span) }
      }
      _ = translation.error(bytes.span, status: 500)
    }
  }

  @Test("any stream of events is translated or refused, and whole events come out", arguments: UInt64(0)..<150)
  func anyStream(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for caller in Dialect.allCases {
      let upstream: Dialect = caller == .openAIChat ? .anthropicMessages : .openAIChat
      var stream = TranslatingStream(caller: caller, upstream: upstream, includeUsage: true, reasoning: .shown)
      var out: [UInt8] = []
      for _ in 0..<30 {
        let choice = JSONValue.object([("delta", tree(&random, depth: 4)), ("index", .number(0))])
        let members: [(String, JSONValue)] = [
          ("choices", .array([choice])), ("type", .string(Self.words[13 + random.below(5)])),
          ("index", .number(random.below(3))), ("delta", tree(&random, depth: 3)),
          ("content_block", tree(&random, depth: 3)),
        ]
        let bytes = Array("data: \(spelled(.object(members)))\n\n".utf8)
        do { try stream.receive(bytes.span, into: &out) } catch { break }
      }
      try? stream.end(into: &out)
      #expect(out.isEmpty || out.text.hasSuffix("\n\n"))
      for data in eventData(out.text) where data != "[DONE]" {
        #expect(throws: Never.self) { try json(data) }
      }
    }
  }

  @Test("arguments nested too deep to be sent back are kept as text")
  func deepArguments() throws {
    let deep = String(repeating: "{\\\"a\\\":", count: 60) + "1" + String(repeating: "}", count: 60)
    let request = try toAnthropic(
      #"""
      {"model":"m","messages":[{"role":"user","content":"q"},{"role":"assistant","tool_calls":[
      {"id":"a","type":"function","function":{"name":"f","arguments":"\#(deep)"}}]},
      {"role":"tool","tool_call_id":"a","content":"x"}]}
      """#)
    let input = request["messages"]?.array?[1]["content"]?.array?.first?["input"]
    #expect(input?["INVALID_JSON"]?.string?.hasPrefix("{") == true)
  }
}
