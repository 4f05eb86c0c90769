import Testing

@testable import Simulator

@Suite("The Anthropic API is simulated as Anthropic speaks it")
struct AnthropicTests {
  private let tools: JSONValue = [
    ["name": "lookup", "input_schema": ["type": "object", "properties": ["id": ["type": "integer"]]]]
  ]

  @Test("a plain reply has blocks, a stop reason and usage")
  func plain() async throws {
    try await withSimulator { _, client in
      let reply = try await client.send("POST", "/v1/messages", messages())
      #expect(reply.json["content"]?.items?.first?["text"]?.text?.hasPrefix("[simulated reply]") == true)
      #expect(reply.json["stop_reason"]?.text == "end_turn")
      #expect(reply.json["usage"]?["output_tokens"]?.whole == 24)
    }
  }

  @Test("a stream opens, fills and closes each block, and adds up to the plain reply")
  func stream() async throws {
    try await withSimulator { _, client in
      let thinking: JSONValue = ["type": "enabled", "budget_tokens": 100]
      let plain = try await client.send("POST", "/v1/messages", messages(["thinking": thinking]))
      let reply = try await client.send("POST", "/v1/messages", messages(["thinking": thinking, "stream": true]))
      let types = reply.values.compactMap { $0["type"]?.text }
      #expect(types.first == "message_start")
      #expect(types.last == "message_stop")
      #expect(types.filter { $0 == "content_block_start" }.count == 2)
      #expect(types.filter { $0 == "content_block_stop" }.count == 2)
      let blocks = plain.json["content"]?.items ?? []
      let deltas = reply.values.compactMap { $0["delta"] }
      #expect(deltas.compactMap { $0["thinking"]?.text }.joined() == blocks.first?["thinking"]?.text)
      #expect(deltas.compactMap { $0["text"]?.text }.joined() == blocks.last?["text"]?.text)
      #expect(deltas.compactMap { $0["signature"]?.text }.joined() == blocks.first?["signature"]?.text)
      let usage = reply.values.first { $0["type"]?.text == "message_delta" }?["usage"]
      #expect(usage == plain.json["usage"])
    }
  }

  @Test("tool use streams its input as partial JSON")
  func toolUse() async throws {
    try await withSimulator { _, client in
      let choice: JSONValue = ["type": "any", "disable_parallel_tool_use": false]
      let body = messages(["tools": tools, "tool_choice": choice])
      let plain = try await client.send("POST", "/v1/messages", body)
      let uses = plain.json["content"]?.items ?? []
      #expect(uses.map { $0["type"]?.text } == ["tool_use", "tool_use"])
      #expect(plain.json["stop_reason"]?.text == "tool_use")
      let streamed = try await client.send(
        "POST", "/v1/messages", messages(["tools": tools, "tool_choice": choice, "stream": true]))
      let partial = streamed.values.filter { $0["index"]?.whole == 1 }.compactMap { $0["delta"]?["partial_json"]?.text }
      #expect(JSONValue(parsing: Array(partial.joined().utf8)) == uses.last?["input"])
    }
  }

  @Test("a tool result must answer an earlier tool use")
  func toolResult() async throws {
    try await withSimulator { _, client in
      let body: JSONValue = [
        "model": "m", "max_tokens": 50,
        "messages": [
          ["role": "user", "content": [["type": "tool_result", "tool_use_id": "toolu_9", "content": "x"]]]
        ],
      ]
      let reply = try await client.send("POST", "/v1/messages", body)
      #expect(reply.status == 400)
      #expect(reply.json["error"]?["message"]?.text?.contains("toolu_9") == true)
    }
  }

  @Test("cached and newly stored prompt tokens are told apart and add up")
  func cache() async throws {
    try await withSimulator { _, client in
      let system: JSONValue = [
        [
          "type": "text", "text": .string(String(repeating: "word ", count: 400)),
          "cache_control": ["type": "ephemeral", "ttl": "1h"],
        ]
      ]
      let metadata: JSONValue = ["user_id": "simulate:cached=100"]
      let body = messages(["system": system, "metadata": metadata])
      let usage = try await client.send("POST", "/v1/messages", body).json["usage"]
      #expect(usage?["cache_read_input_tokens"]?.whole == 100)
      let stored = usage?["cache_creation"]?["ephemeral_1h_input_tokens"]?.whole ?? 0
      #expect(stored > 300)
      let total = (usage?["input_tokens"]?.whole ?? 0) + 100 + stored
      let counted = try await client.send("POST", "/v1/messages/count_tokens", body).json["input_tokens"]?.whole
      #expect(counted == total)
    }
  }

  @Test(
    "stop reasons say why it stopped",
    arguments: [
      (3, [], "max_tokens"), (500, ["reply]"], "stop_sequence"), (500, [], "end_turn"),
    ] as [(Int, [JSONValue], String)])
  func stopReasons(limit: Int, stops: [JSONValue], reason: String) async throws {
    try await withSimulator { _, client in
      let body: JSONValue = [
        "model": "m", "max_tokens": .int(limit), "stop_sequences": .array(stops),
        "messages": [["role": "user", "content": "Hello"]],
      ]
      let reply = try await client.send("POST", "/v1/messages", body)
      #expect(reply.json["stop_reason"]?.text == reason)
    }
  }

  @Test("a request without max_tokens is refused in Anthropic's words")
  func refused() async throws {
    try await withSimulator { _, client in
      let reply = try await client.send("POST", "/v1/messages", chat())
      #expect(reply.status == 400)
      #expect(reply.json["type"]?.text == "error")
      #expect(reply.json["error"]?["type"]?.text == "invalid_request_error")
    }
  }
}
