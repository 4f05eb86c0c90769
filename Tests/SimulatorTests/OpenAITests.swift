import Testing

@testable import Simulator

@Suite("The OpenAI API is simulated as providers speak it")
struct OpenAITests {
  private let weather: JSONValue = [
    [
      "type": "function",
      "function": [
        "name": "weather",
        "parameters": [
          "type": "object", "properties": ["city": ["type": "string"], "days": ["type": "integer", "minimum": 1]],
          "required": ["city", "days"],
        ],
      ],
    ]
  ]

  @Test("a plain reply says that it is simulated, honours the limit and tells its usage")
  func plain() async throws {
    try await withSimulator { upstream, client in
      let reply = try await client.send("POST", "/any/prefix/v1/chat/completions", chat(["max_tokens": 5]))
      #expect(reply.status == 200)
      let choice = reply.json["choices"]?.items?.first
      #expect(choice?["message"]?["content"]?.text?.hasPrefix("[simulated reply]") == true)
      #expect(choice?["finish_reason"]?.text == "length")
      #expect(reply.json["usage"]?["completion_tokens"]?.whole == 5)
      #expect(upstream.log.first?.model == "m")
    }
  }

  @Test("a stream says the same as the plain reply, ends with usage when asked and with [DONE]")
  func stream() async throws {
    try await withSimulator { _, client in
      let plain = try await client.send("POST", "/v1/chat/completions", chat())
      let usage: JSONValue = ["include_usage": true]
      let reply = try await client.send(
        "POST", "/v1/chat/completions", chat(["stream": true, "stream_options": usage]))
      #expect(reply.headers["content-type"] == "text/event-stream; charset=utf-8")
      let text = reply.values.compactMap { $0["choices"]?.items?.first?["delta"]?["content"]?.text }.joined()
      #expect(text == plain.json["choices"]?.items?.first?["message"]?["content"]?.text)
      #expect(reply.values.last?["usage"] == plain.json["usage"])
      #expect(reply.events.last == "[DONE]")
      #expect(reply.whole)
    }
  }

  @Test("without include_usage a stream tells no usage")
  func streamWithoutUsage() async throws {
    try await withSimulator { _, client in
      let reply = try await client.send("POST", "/v1/chat/completions", chat(["stream": true]))
      #expect(reply.values.allSatisfy { $0["usage"] == nil })
    }
  }

  @Test("the same request gets the same bytes, another seed or another question gets others")
  func deterministic() async throws {
    var bodies: [[UInt8]] = []
    for seed: UInt64 in [7, 7, 8] {
      try await withSimulator(Behaviour(seed: seed)) { _, client in
        bodies.append(try await client.send("POST", "/v1/chat/completions", chat()).body)
      }
    }
    #expect(bodies[0] == bodies[1])
    #expect(bodies[0] != bodies[2])
  }

  @Test(
    "tools are called when they are offered and asked for",
    arguments: [
      (["tool_choice": "required"], 1), (["tool_choice": "none"], 0), (["parallel_tool_calls": true], 2),
      (["tool_choice": ["type": "function", "function": ["name": "weather"]]], 1), (["user": "simulate:calls=3"], 3),
    ] as [(JSONValue, Int)])
  func tools(options: JSONValue, calls: Int) async throws {
    try await withSimulator { _, client in
      guard case .object(let base) = chat(["tools": weather]), let more = options.members else { return }
      let reply = try await client.send("POST", "/v1/chat/completions", .object(base + more))
      let choice = reply.json["choices"]?.items?.first
      let made = choice?["message"]?["tool_calls"]?.items ?? []
      #expect(made.count == calls)
      #expect(choice?["finish_reason"]?.text == (calls > 0 ? "tool_calls" : "stop"))
      for call in made {
        let arguments = JSONValue(parsing: Array((call["function"]?["arguments"]?.text ?? "").utf8))
        #expect(arguments?["city"]?.text != nil)
        #expect((arguments?["days"]?.whole ?? 0) >= 1)
      }
      let streamed = try await client.send(
        "POST", "/v1/chat/completions", .object(base + more + [.init(name: "stream", value: true)]))
      let deltas = streamed.values.flatMap { $0["choices"]?.items?.first?["delta"]?["tool_calls"]?.items ?? [] }
      #expect(deltas.compactMap { $0["id"]?.text } == made.compactMap { $0["id"]?.text })
      let pieces = deltas.compactMap { $0["function"]?["arguments"]?.text }.joined()
      #expect(pieces == made.compactMap { $0["function"]?["arguments"]?.text }.joined())
    }
  }

  @Test("after a tool's result the answer is words")
  func afterToolResult() async throws {
    try await withSimulator { _, client in
      let call: JSONValue = ["id": "c1", "type": "function", "function": ["name": "weather", "arguments": "{}"]]
      let body: JSONValue = [
        "model": "m", "tools": weather,
        "messages": [
          ["role": "user", "content": "Weather?"], ["role": "assistant", "tool_calls": .array([call])],
          ["role": "tool", "tool_call_id": "c1", "content": "rain"],
        ],
      ]
      let reply = try await client.send("POST", "/v1/chat/completions", body)
      #expect(reply.json["choices"]?.items?.first?["finish_reason"]?.text == "stop")
    }
  }

  @Test("n, logprobs and stop do what they say")
  func options() async throws {
    try await withSimulator { _, client in
      let body = chat(["n": 3, "logprobs": true, "top_logprobs": 2, "stop": ["reply]"]])
      let reply = try await client.send("POST", "/v1/chat/completions", body)
      let choices = reply.json["choices"]?.items ?? []
      #expect(choices.count == 3)
      #expect(choices.allSatisfy { $0["message"]?["content"]?.text == "[simulated " })
      let entry = choices.first?["logprobs"]?["content"]?.items?.first
      #expect(entry?["top_logprobs"]?.items?.count == 2)
      #expect(entry?["bytes"]?.items?.count == "[simulated".utf8.count)
    }
  }

  @Test("embeddings are unit vectors, and base64 holds the same numbers as floats")
  func embeddings() async throws {
    try await withSimulator { _, client in
      let body: JSONValue = ["model": "e", "input": ["one", "two"], "dimensions": 4]
      let reply = try await client.send("POST", "/v1/embeddings", body)
      let first = reply.json["data"]?.items?.first?["embedding"]?.items?.compactMap(\.number) ?? []
      #expect(first.count == 4)
      #expect(abs(first.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
      let packed = try await client.send(
        "POST", "/v1/embeddings",
        ["model": "e", "input": "one", "dimensions": 4, "encoding_format": "base64"])
      #expect(packed.json["data"]?.items?.first?["embedding"]?.text?.count == 24)
      #expect(packed.json["usage"]?["prompt_tokens"]?.whole == 1)
    }
  }

  @Test(
    "a request that a provider would refuse is refused",
    arguments: [
      ("{\"model\":\"m\"", "not a JSON object"), ("{\"model\":\"m\"}", "messages"), ("{\"messages\":[]}", "model"),
      ("{\"model\":\"m\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}", "role"),
      ("{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}", "tool_call_id"),
      ("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":0}", "'n'"),
    ])
  func refused(body: String, about: String) async throws {
    try await withSimulator { _, client in
      let reply = try await client.send("POST", "/v1/chat/completions", raw: body)
      #expect(reply.status == 400)
      #expect(reply.json["error"]?["message"]?.text?.contains(about) == true)
    }
  }

  @Test("models are listed, unknown paths and wrong keys are refused")
  func edges() async throws {
    try await withSimulator(Behaviour(requiredKey: "sk-test-1234567890")) { upstream, client in
      #expect(try await client.send("GET", "/v1/models").status == 401)
      let key = [("authorization", "Bearer sk-test-1234567890")]
      let reply = try await client.send("GET", "/v1/models", headers: key)
      #expect(reply.json["data"]?.items?.isEmpty == false)
      #expect(try await client.send("POST", "/v1/nothing", chat(), headers: key).status == 404)
      #expect(upstream.log.last?.header("authorization") == "Bearer [redacted …7890]")
    }
  }
}
