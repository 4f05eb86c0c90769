import Dialects
import Testing

private func request(_ members: String, _ endpoint: Endpoint = .messages) throws -> RequestOutline {
  try outline(#"{"model":"m","messages":[{"role":"user","content":"x"}],\#(members)}"#, endpoint)
}

@Suite("What a request asks for beside tokens")
struct BilledRequestTests {
  @Test(
    "is one word for each tier, whichever dialect spells it",
    arguments: [
      (#""service_tier":null"#, nil), (#""service_tier":"default""#, nil), (#""service_tier":"standard_only""#, nil),
      (#""service_tier":"auto""#, "auto"), (#""service_tier":"flex""#, "flex"), (#""service_tier":"scale""#, "scale"),
      (#""service_tier":"priority""#, "priority"), (#""service_tier":"fast""#, "priority"),
      (#""service_tier":"batch""#, "batch"), (#""speed":"standard""#, nil), (#""speed":"fast""#, "speed:fast"),
      (#""speed":"fast","service_tier":"auto""#, "speed:fast"),
      (#""speed":"fast","inference_geo":"us""#, "speed:fast+geo:us"), (#""inference_geo":"global""#, nil),
      (#""inference_geo":"us","service_tier":"standard_only""#, "geo:us"), (#""service_tier":"Größe""#, "Größe"),
    ] as [(String, String?)])
  func tiers(members: String, word: String?) throws {
    #expect(try request(members).billedTier == word)
    #expect(try request(members, .chatCompletions).billedTier == word)
  }

  @Test("lists the tools that the provider runs, with the limit of their uses, and not those that callers run")
  func serverTools() throws {
    let anthropic = try request(
      #"""
      "tools":[{"type":"web_search_20250305","name":"web_search","max_uses":5},{"name":"own","input_schema":{}},
        {"type":"custom","name":"other","input_schema":{"type":"object"}},{"type":"bash_20250124","name":"bash"},
        {"type":"text_editor_20250728","name":"edit"},{"type":"computer_20250124","name":"c"},
        {"type":"memory_20250818","name":"memory"},{"type":"web_fetch_20250910","name":"web_fetch"},
        {"type":"code_execution_20250825","name":"code_execution"},{"type":"tool_search_tool_bm25_20251119","name":"t"},
        {"type":"oracle_20991231","name":"oracle","max_uses":-4}],
      "mcp_servers":[{"type":"url","url":"https://x","name":"y"}]
      """#)
    #expect(
      anthropic.serverTools == [
        OfferedServerTool(name: "web_search", maxUses: 5), OfferedServerTool(name: "web_fetch"),
        OfferedServerTool(name: "code_execution"), OfferedServerTool(name: "tool_search"),
        OfferedServerTool(name: "oracle", maxUses: 0), OfferedServerTool(name: "mcp_servers"),
      ])
    #expect(anthropic.toolCount == 11)
    let openAI = try request(
      #"""
      "tools":[{"type":"function","function":{"name":"f"}},{"type":"custom","custom":{"name":"c"}},
        {"type":"web_search_preview_2025_03_11"},{"type":"code_interpreter","container":{"type":"auto"}},
        {"type":"file_search"}], "web_search_options":{}, "search_parameters":{"mode":"auto"}, "plugins":[{"id":"web"}]
      """#, .chatCompletions)
    #expect(
      openAI.serverTools.map(\.name) == [
        "web_search", "code_execution", "file_search", "web_search", "search_parameters", "plugins",
      ])
    #expect(
      try request(#""web_search_options":null,"plugins":null,"tools":["x",null]"#, .chatCompletions).serverTools == [])
  }

  @Test("counts as prompt what a model may be shown, not settings, names of members and brackets")
  func promptBytes() throws {
    let text = String(repeating: "a", count: 64)
    let plain = try outline(
      #"{"model":"gpt-6.1-sol","messages":[{"role":"user","content":"\#(text)"}],"max_tokens":1024,"stream":true}"#)
    #expect(plain.promptBytes == 64)
    #expect(!plain.hasInstructions)
    let tools = #"[{"type":"function","function":{"name":"f","description":"d"}}]"#
    let rich = try outline(
      #"""
      {"model":"m","messages":[{"role":"system","content":"ab"},{"role":"assistant","content":null,"tool_calls":[{"a":12}]},
      {"role":"tool","tool_call_id":"id","content":[{"type":"text","text":"cd"}]}],"tools":\#(tools),"strange":[1,2]}
      """#)
    #expect(rich.hasInstructions)
    #expect(rich.promptBytes == 2 + #"[{"a":12}]"#.utf8.count + 4 + 4 + 2 + tools.utf8.count + 5)
    let image = String(repeating: "A", count: 5_000)
    let media = try outline(
      #"{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:\#(image)"}}]}]}"#
    )
    #expect(media.mediaDataBytes == 5_005 && media.promptBytes < 20)
    let anthropic = try outline(
      #"{"model":"m","system":[{"type":"text","text":"ab"}],"messages":[{"role":"user","content":"c"}],"max_tokens":1}"#,
      .messages)
    #expect(anthropic.hasInstructions && anthropic.promptBytes == 7)
    #expect(try outline(#"{"model":"m","input":["ab","c"]}"#, .embeddings).promptBytes == #"["ab","c"]"#.utf8.count)
  }
}

@Suite("What a reply says of how it is billed")
struct BillingFactsTests {
  private func facts(_ body: String, _ dialect: Dialect) -> ReplyFacts {
    let bytes = Array(body.utf8)
    return scanReply(bytes.span, dialect: dialect)
  }

  @Test(
    "names the tier that served",
    arguments: [
      (Dialect.openAIChat, #"{"choices":[],"service_tier":"priority"}"#, "priority"),
      (.openAIChat, #"{"choices":[],"service_tier":"default"}"#, "standard"),
      (.openAIChat, #"{"choices":[],"service_tier":null}"#, nil), (.openAIChat, #"{"choices":[]}"#, nil),
      (.openAIChat, #"{"choices":[],"service_tier":"auto"}"#, nil),
      (.anthropicMessages, #"{"usage":{"input_tokens":1,"output_tokens":1,"service_tier":"priority"}}"#, "priority"),
      (
        .anthropicMessages,
        #"{"usage":{"input_tokens":1,"service_tier":"standard","speed":"fast","inference_geo":"global"}}"#, "speed:fast"
      ),
      (.anthropicMessages, #"{"usage":{"input_tokens":1,"service_tier":"standard","inference_geo":"us"}}"#, "geo:us"),
      (.anthropicMessages, #"{"usage":{"input_tokens":1,"inference_geo":"not_available"}}"#, nil),
      (.anthropicMessages, #"{"usage":{"input_tokens":1,"service_tier":7,"speed":{}}}"#, nil),
    ] as [(Dialect, String, String?)])
  func tier(dialect: Dialect, body: String, word: String?) {
    let found = facts(body, dialect)
    #expect(found.billing.tier == word)
    #expect(dialect == .openAIChat || found.usage?.input == 1)
  }

  @Test("counts the uses of tools that the provider ran, and says whether the answer cites the web")
  func uses() {
    let anthropic = facts(
      #"{"usage":{"input_tokens":1,"server_tool_use":{"web_search_requests":3,"web_fetch_requests":0}}}"#,
      .anthropicMessages)
    #expect(anthropic.billing.toolUses == ["web_search": 3, "web_fetch": 0])
    let cited = facts(
      #"{"choices":[{"message":{"content":"x","annotations":[{"type":"url_citation"}]}}]}"#, .openAIChat)
    #expect(cited.billing.citesWeb)
    #expect(!facts(#"{"choices":[{"message":{"content":"x","annotations":[]}}]}"#, .openAIChat).billing.citesWeb)
  }

  private static let openAI = #"""
    data: {"choices":[{"index":0,"delta":{"content":"Hi"}}],"service_tier":"flex"}

    """#

  private static let anthropic = #"""
    data: {"type":"message_start","message":{"id":"m","model":"m","usage":{"input_tokens":9,"output_tokens":1,"service_tier":"priority"}}}

    data: {"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}

    data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

    data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}}

    """#

  @Test("is known of streams that were cut as well, passed on or translated")
  func streams() throws {
    let expected: [Dialect: BillingFacts] = [
      .openAIChat: BillingFacts(tier: "flex"),
      .anthropicMessages: BillingFacts(tier: "priority", toolUses: ["web_search": 1]),
    ]
    for (dialect, text) in [(Dialect.openAIChat, Self.openAI), (.anthropicMessages, Self.anthropic)] {
      let bytes = Array((text + "\n").utf8)
      var out: [UInt8] = []
      var relay = StreamRelay(dialect: dialect, stripUsageChunk: false, keepsText: true)
      try relay.receive(bytes.span, into: &out)
      #expect(relay.billing == expected[dialect])
      #expect(relay.generated.text?.text == "Hi" && relay.generated.pieces == 1)
    }
    var translated = TranslatingStream(
      caller: .anthropicMessages, upstream: .openAIChat, includeUsage: false, keepsText: true)
    var out: [UInt8] = []
    let bytes = Array((Self.openAI + "\n").utf8)
    try translated.receive(bytes.span, into: &out)
    #expect(translated.billing.tier == "flex" && translated.generated.text?.text == "Hi")
  }
}

@Suite("The text that was generated")
struct GeneratedTextTests {
  @Test("is tallied the same however it is cut")
  func cuts() {
    let text = Array("The größte 中文 example, “quoted”: x = 12345;\n\n    if (a) { b }  😀😀 ABCdef".utf8)
    var whole = TextTally()
    whole.add(text.span)
    for size in 1...7 {
      var pieces = TextTally()
      for start in stride(from: 0, to: text.count, by: size) {
        pieces.add(text[start..<min(text.count, start + size)].span)
      }
      #expect(pieces == whole)
    }
    #expect((20...40).contains(whole.estimatedTokens))
  }

  @Test("is kept only where it is asked for")
  func kept() throws {
    let body = Array(#"{"choices":[{"message":{"content":"a\nb"}}]}"#.utf8)
    #expect(scanReply(body.span, dialect: .openAIChat).generated.text == nil)
    #expect(scanReply(body.span, dialect: .openAIChat, keepsText: true).generated.text?.text == "a\nb")
  }

  @Test("of a whole reply is weighed only where the provider does not say what was used")
  func weighed() {
    let said = Array(
      #"{"choices":[{"message":{"content":"some words"}}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#.utf8)
    let unsaid = Array(#"{"choices":[{"message":{"content":"some words"}}]}"#.utf8)
    var weighed = GeneratedText()
    weighed.add(Array("some words".utf8).span)
    let facts = scanReply(said.span, dialect: .openAIChat, keepsText: true)
    #expect(facts.generated.tally == nil && facts.generated.text == nil)
    #expect(facts.outputBytes == 10 && facts.usage != nil)
    #expect(scanReply(unsaid.span, dialect: .openAIChat).generated == weighed)
  }
}
