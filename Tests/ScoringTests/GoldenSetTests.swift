import Dialects
import Testing

@testable import Scoring

@Suite("A golden set")
struct GoldenSetTests {
  private func read(_ lines: String..., limits: GoldenSet.Limits = .init()) -> GoldenSet {
    GoldenSet.read(Array(lines.joined(separator: "\n").utf8), limits: limits)
  }

  @Test("gives its cases with what is known of right answers")
  func reads() throws {
    let set = read(
      #"{"id":"a","prompt":"2+2?","system":"Be short.","reference":4}"#, "", "  \r",
      #"{"id":7,"messages":[{"role":"user","content":"Hi"}],"tool_calls":[{"name":"f","arguments":{"x":1}},{"function":{"name":"g","arguments":"{}"}}],"tools":[{"type":"function","function":{"name":"f","parameters":{"required":["x"]}}}],"sources":["one",{"id":"d","text":"two"}],"label":"challenger","answers":{"incumbent":"i","challenger":"c"}}"#,
      #"{"id":"c","prompt":"JSON","schema":{"type":"object"},"reference":{"a":1},"label":null}"#)
    #expect(set.problems.isEmpty)
    #expect(set.cases.map(\.id) == ["a", "7", "c"])
    #expect(set.cases.map(\.line) == [1, 4, 5])
    #expect(set.cases[0].task.reference == "4")
    #expect(set.cases[0].messages.array?.count == 2)
    #expect(set.cases[0].task.prompt.contains("2+2?"))
    #expect(set.cases[1].task.referenceCalls?.map(\.name) == ["f", "g"])
    #expect(set.cases[1].task.tools["f"] != nil)
    #expect(set.cases[1].task.sources.map(\.id) == ["1", "d"])
    #expect(set.cases[1].label == .better)
    #expect(set.cases[1].recorded.challenger == "c")
    #expect(set.cases[2].label == nil)
    let body = set.cases[2].body(model: "m", maxTokens: 50)
    #expect(body["response_format"]?["json_schema"]?["schema"]?["type"]?.string == "object")
    #expect(body["max_tokens"]?.integer == 50)
  }

  @Test(
    "counts and shows a line that cannot be used, and leaves it out",
    arguments: [
      ("{", "invalid JSON"), ("[]", "JSON object"), (#"{"prompt":"x"}"#, "no 'id'"),
      (#"{"id":" ","prompt":"x"}"#, "no 'id'"), (#"{"id":"a"}"#, "neither"),
      (#"{"id":"a","prompt":"x","messages":[]}"#, "both"), (#"{"id":"a","prompt":" "}"#, "'prompt'"),
      (#"{"id":"a","messages":[]}"#, "'messages'"), (#"{"id":"a","messages":[{"role":"user"}]}"#, "'messages'"),
      (#"{"id":"a","prompt":"x","label":"win"}"#, "'label'"),
      (#"{"id":"a","prompt":"x","schema":{"type":"x"}}"#, "'schema'"),
      (#"{"id":"a","prompt":"x","tool_calls":[{}]}"#, "'tool_calls'"),
      (#"{"id":"a","prompt":"x","tool_calls":"f"}"#, "'tool_calls'"),
      (#"{"id":"a","prompt":"x","tools":[{}]}"#, "'tools'"), (#"{"id":"a","prompt":"x","sources":[1]}"#, "'sources'"),
      (String(repeating: #"{"id":"#, count: 200), "deeper"),
    ])
  func refuses(line: String, reason: String) throws {
    let set = read(#"{"id":"ok","prompt":"x"}"#, line)
    #expect(set.cases.map(\.id) == ["ok"])
    #expect(set.refused == 1 && set.lines == 2)
    let problem = try #require(set.problems.first)
    #expect(problem.line == 2 && problem.message.contains(reason), "\(problem.message)")
  }

  @Test("leaves out a second case of the same id")
  func duplicates() {
    let set = read(#"{"id":"a","prompt":"x"}"#, #"{"id":"a","prompt":"y"}"#)
    #expect(set.cases.count == 1)
    #expect(set.problems.first?.message.contains("line 1") == true)
  }

  @Test("keeps a case with an unknown member and warns of it")
  func warns() {
    let set = read(#"{"id":"a","prompt":"x","referense":"4"}"#)
    #expect(set.cases.count == 1 && set.refused == 0)
    #expect(set.problems.first?.severity == .warning)
  }

  @Test("is read within its limits")
  func limits() {
    let long = read(#"{"id":"a","prompt":"\#(String(repeating: "x", count: 500))"}"#, limits: .init(lineBytes: 100))
    #expect(long.cases.isEmpty && long.refused == 1)
    let many = read(
      #"{"id":"a","prompt":"x"}"#, #"{"id":"b","prompt":"x"}"#, #"{"id":"c","prompt":"x"}"#, limits: .init(lines: 2))
    #expect(many.cases.count == 2 && many.refused == 1)
    #expect(read("").lines == 0)
  }

  @Test("a request sets its task: conversation, schema and tools of either dialect")
  func requests() throws {
    let openAI = ScoringTask.reading(
      request: try json(
        #"{"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"image_url"}]},{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}],"response_format":{"type":"json_schema","json_schema":{"schema":{"type":"object"}}},"tools":[{"function":{"name":"f","parameters":{"unevaluatedProperties":false}}}]}"#
      ),
      dialect: .openAIChat)
    #expect(openAI.task.prompt == "[user]\nHi\n(image_url)\n\n[assistant]\n\n(call of f) {}")
    #expect(openAI.task.schema != nil)
    #expect(openAI.problems.count == 1 && openAI.task.tools.isEmpty)
    let anthropic = ScoringTask.reading(
      request: try json(
        #"{"system":"Be kind.","messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"g","input_schema":{"type":"object"}}]}"#
      ),
      dialect: .anthropicMessages)
    #expect(anthropic.task.prompt == "[system]\nBe kind.\n\n[user]\nHi")
    #expect(anthropic.task.tools["g"] != nil)
  }
}
