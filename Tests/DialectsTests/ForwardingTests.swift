import Dialects
import Testing

@Suite("A request for an upstream of the same dialect")
struct ForwardingTests {
  private func forward(
    _ body: String, _ endpoint: Endpoint = .chatCompletions, model: String = "up", limit: Int? = nil,
    field: OutputLimitField = .maxTokens
  ) throws -> String {
    let bytes = Array(body.utf8)
    var out: [UInt8] = []
    try RequestOutline.scan(bytes.span, endpoint: endpoint).sameDialectBody(
      bytes.span, upstreamModel: model, imposedMaxTokens: limit, imposedField: field, into: &out)
    return out.text
  }

  @Test("has another model and every other byte as it was")
  func replacesModel() throws {
    let body = #"{ "x":[1.0,"\u00e9"],"mod\u0065l" : "old\"" ,"messages":[{"role":"user","content":"a\/b"}] , "y":1e5}"#
    #expect(try forward(body, model: #"a"b"#) == body.replacing(#""old\"""#, with: #""a\"b""#))
  }

  @Test(
    "asks for usage in a stream",
    arguments: [
      (#""stream":true"#, #"{"model":"up","stream_options":{"include_usage":true},"messages":M,"stream":true}"#),
      (
        #""stream":true,"stream_options":null"#,
        #"{"model":"up","messages":M,"stream":true,"stream_options":{"include_usage":true}}"#
      ),
      (
        #""stream":true,"stream_options":{ }"#,
        #"{"model":"up","messages":M,"stream":true,"stream_options":{"include_usage":true }}"#
      ),
      (
        #""stream":true,"stream_options":{"a":1}"#,
        #"{"model":"up","messages":M,"stream":true,"stream_options":{"include_usage":true,"a":1}}"#
      ),
      (
        #""stream_options":{"include_usage": false,"a":1},"stream":true"#,
        #"{"model":"up","messages":M,"stream_options":{"include_usage": true,"a":1},"stream":true}"#
      ),
      (
        #""stream_options":{"include_usage":true},"stream":true"#,
        #"{"model":"up","messages":M,"stream_options":{"include_usage":true},"stream":true}"#
      ),
      (#""stream":false"#, #"{"model":"up","messages":M,"stream":false}"#),
      (#""stream":null"#, #"{"model":"up","messages":M,"stream":null}"#),
    ])
  func asksForUsage(fields: String, expected: String) throws {
    let messages = #"[{"role":"user","content":"x"}]"#
    let body = #"{"model":"m","messages":\#(messages),\#(fields)}"#
    #expect(try forward(body) == expected.replacing("M", with: messages))
  }

  @Test(
    "takes an imposed limit only if the client named none",
    arguments: [
      (#""x":1"#, OutputLimitField.maxTokens, #"{"model":"up","max_tokens":50,"messages":M,"x":1}"#),
      (#""x":1"#, .maxCompletionTokens, #"{"model":"up","max_completion_tokens":50,"messages":M,"x":1}"#),
      (#""max_tokens":null"#, .maxTokens, #"{"model":"up","messages":M,"max_tokens":50}"#),
      (
        #""max_completion_tokens":null"#, .maxCompletionTokens,
        #"{"model":"up","messages":M,"max_completion_tokens":50}"#
      ),
      (#""max_tokens":7"#, .maxTokens, #"{"model":"up","messages":M,"max_tokens":7}"#),
      (#""max_completion_tokens":7"#, .maxTokens, #"{"model":"up","messages":M,"max_completion_tokens":7}"#),
    ])
  func imposesLimit(fields: String, field: OutputLimitField, expected: String) throws {
    let messages = #"[{"role":"user","content":"x"}]"#
    let body = #"{"model":"m","messages":\#(messages),\#(fields)}"#
    #expect(try forward(body, limit: 50, field: field) == expected.replacing("M", with: messages))
  }

  @Test("of Anthropic or for embeddings has no stream options, and no limit that its endpoint lacks")
  func keepsToEndpoint() throws {
    #expect(
      try forward(
        #"{"model":"m","messages":[{"role":"user","content":"x"}],"stream":true}"#, .messages, limit: 5,
        field: .maxCompletionTokens)
        == #"{"model":"up","max_tokens":5,"messages":[{"role":"user","content":"x"}],"stream":true}"#)
    #expect(try forward(#"{"model":"m","input":"x"}"#, .embeddings, limit: 5) == #"{"model":"up","input":"x"}"#)
  }

  @Test("reads back as the same tree but for the edits", arguments: [4 as UInt64, 20_261_123])
  func changesNothingElse(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var members: [(String, JSONValue)] = [
        ("model", .string("m" + random.string())),
        ("messages", .array([.object([("role", .string("user")), ("content", .string(random.string()))])])),
        ("stream", .bool(true)),
      ]
      for index in 0..<random.below(4) { members.append(("x\(index)", random.tree(depth: 4))) }
      members.shuffle(using: &random)
      var body: [UInt8] = []
      random.spell(.object(members), into: &body)
      let outline = try RequestOutline.scan(body.span, endpoint: .chatCompletions)
      #expect(outline.model == members.first { $0.0 == "model" }?.1.string, "seed \(seed)")
      var out: [UInt8] = []
      outline.sameDialectBody(body.span, upstreamModel: "other", imposedMaxTokens: 9, into: &out)
      var expected: [(String, JSONValue)] = []
      for member in members {
        expected.append(member.0 == "model" ? ("model", .string("other")) : member)
        guard member.0 == "model" else { continue }
        expected.append(("stream_options", .object([("include_usage", .bool(true))])))
        expected.append(("max_tokens", .number("9")))
      }
      #expect(try JSONValue.parse(out.span) == .object(expected), "seed \(seed)")
    }
  }
}

@Suite("A splice")
struct SpliceTests {
  @Test("replaces ranges in any order of being told, and of two that overlap the first")
  func replaces() {
    let body = Array("0123456789".utf8)
    var splice = Splice()
    splice.replace(7..<8, with: Array("seven".utf8))
    splice.replace(2..<4, with: [])
    splice.replace(5..<5, with: Array("<".utf8))
    splice.replace(5..<5, with: Array(">".utf8))
    splice.replace(3..<5, with: Array("lost".utf8))
    splice.replace(9..<20, with: Array("lost".utf8))
    var out: [UInt8] = []
    splice.apply(to: body.span, into: &out)
    #expect(out.text == "014<>56seven89")
  }

  @Test("puts a member into an empty object and into a full one, and nowhere outside the body")
  func insertsMembers() {
    for (body, start, expected) in [
      ("{}", 0, #"{"a":1}"#), ("{ }", 0, #"{"a":1 }"#), (#"{"b":2}"#, 0, #"{"a":1,"b":2}"#), ("{}", 5, "{}"),
      ("{}", -1, "{}"),
      ("{", 0, #"{"a":1,"#), ("{}", .max, "{}"),
    ] {
      let bytes = Array(body.utf8)
      var splice = Splice()
      splice.insertMember("a", value: .number(1), intoObjectAt: start, of: bytes.span)
      var out: [UInt8] = []
      splice.apply(to: bytes.span, into: &out)
      #expect(out.text == expected)
    }
  }
}
