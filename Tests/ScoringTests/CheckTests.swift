import Dialects
import Patterns
import Testing

@testable import Scoring

@Suite("A check")
struct CheckTests {
  enum Expected { case pass, fail, abstain }

  private func expect(_ verdict: CheckVerdict?, _ expected: Expected, _ note: String = "") {
    switch (verdict, expected) {
    case (.pass?, .pass), (.fail?, .fail), (.abstain?, .abstain): break
    default: Issue.record("\(String(describing: verdict)) instead of \(expected) \(note)")
    }
  }

  @Test(
    "of a reference compares what counts",
    arguments: [
      ("Paris", "**Paris.**", false, Expected.pass), ("Paris", "It is Paris", false, .fail),
      ("Paris", "It is Paris", true, .pass),
      ("12", "It is 112", true, .fail), ("12", "It is 12.", true, .pass), ("", "x", false, .abstain),
    ])
  func reference(reference: String, answer: String, allowsMore: Bool, expected: Expected) {
    let check = Check("r", .reference(ReferenceMatch(allowsMore: allowsMore)))
    expect(check.verdict(Answer(text: answer), ScoringTask(prompt: "", reference: reference)), expected)
  }

  @Test(
    "of a number knows tolerances, units and where the number stands",
    arguments: [
      ("42", "so it is 42", NumberMatch(), Expected.pass), ("42", "42 or rather 43", NumberMatch(), .fail),
      ("42", "42 of 100. #### 42.0 done 7", NumberMatch(place: .after("####")), .pass),
      ("42", "no tag 42", NumberMatch(place: .after("####")), .fail),
      ("42", "42, that is 42.0", NumberMatch(place: .only), .pass),
      ("42", "41 or 42", NumberMatch(place: .only), .fail),
      ("100", "101.9", NumberMatch(relativeTolerance: 0.02), .pass),
      ("100", "102.1", NumberMatch(relativeTolerance: 0.02), .fail),
      ("0", "0.05", NumberMatch(absoluteTolerance: 0.1), .pass), ("1,000", "1000", NumberMatch(), .pass),
      ("9007199254740993", "9007199254740992", NumberMatch(), .fail),
      ("1e400", "1e401", NumberMatch(relativeTolerance: 0.1), .fail),
      ("5 km", "5000 m", NumberMatch(units: ["km": 1000, "m": 1]), .pass),
      ("5 km", "5 m", NumberMatch(units: ["km": 1000, "m": 1]), .fail),
      ("5 km", "5", NumberMatch(units: ["km": 1000, "m": 1]), .pass),
      ("5 km", "5lb", NumberMatch(units: ["km": 1000, "m": 1]), .fail),
      ("5 km", "5 in all", NumberMatch(units: ["km": 1000]), .pass), ("42", "none", NumberMatch(), .fail),
      ("none", "42", NumberMatch(), .abstain),
    ])
  func number(reference: String, answer: String, rule: NumberMatch, expected: Expected) {
    let task = ScoringTask(prompt: "", reference: reference)
    expect(Check("n", .number(rule)).verdict(Answer(text: answer), task), expected, "\(reference) \(answer)")
  }

  @Test("of a reference abstains where there is none")
  func noReference() {
    let task = ScoringTask(prompt: "")
    expect(Check("n", .number(NumberMatch())).verdict(Answer(text: "1"), task), .abstain)
    expect(Check("r", .reference(ReferenceMatch())).verdict(Answer(text: "1"), task), .abstain)
    expect(Check("t", .toolCalls(ToolCallMatch())).verdict(Answer(text: "1"), task), .abstain)
    expect(Check("s", .schema(SchemaCheck())).verdict(Answer(text: "1"), task), .abstain)
  }

  @Test(
    "of a schema names the place, and never passes what it cannot read",
    arguments: [
      (#"{"a":1}"#, Expected.pass), (#"{"a":"1"}"#, .fail), ("not json", .fail), ("```json\n{\"a\":2}\n```", .pass),
      (String(repeating: "[", count: 200) + String(repeating: "]", count: 200), .fail),
      (#"{"a":1e999999999999}"#, .pass),
    ])
  func schema(answer: String, expected: Expected) throws {
    let schema = try JSONSchema(text: #"{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}"#)
    expect(Check("s", .schema(SchemaCheck(schema))).verdict(Answer(text: answer), ScoringTask(prompt: "")), expected)
    expect(
      Check("s", .schema(SchemaCheck())).verdict(Answer(text: answer), ScoringTask(prompt: "", schema: schema)),
      expected)
  }

  @Test("of tool calls compares names and arguments as JSON values")
  func toolCalls() throws {
    let wanted = [
      ToolCall(name: "f", arguments: try json(#"{"x":1,"y":[1,2]}"#)), ToolCall(name: "g", arguments: try json("{}")),
    ]
    let same = [
      ToolCall(name: "g", arguments: try json("{}")),
      ToolCall(name: "f", arguments: try json(#"{"y":[1.0,2],"x":1.0}"#)),
    ]
    let task = ScoringTask(prompt: "", referenceCalls: wanted)
    func verdict(_ rule: ToolCallMatch, _ calls: [ToolCall], _ task: ScoringTask = task) -> CheckVerdict? {
      Check("t", .toolCalls(rule)).verdict(Answer(text: "", toolCalls: calls), task)
    }
    expect(verdict(ToolCallMatch(), same), .pass)
    expect(verdict(ToolCallMatch(ordersCalls: true), same), .fail)
    expect(verdict(ToolCallMatch(), []), .fail)
    expect(verdict(ToolCallMatch(), [same[0], same[0]]), .fail)
    let other = [ToolCall(name: "f", arguments: try json(#"{"x":2,"y":[2,1]}"#)), same[0]]
    expect(verdict(ToolCallMatch(), other), .fail)
    expect(
      verdict(ToolCallMatch(arguments: JSONComparison(ordersArrays: false), ignoredArguments: ["x"]), other), .pass)
    let schema = try JSONSchema(text: #"{"required":["z"]}"#)
    expect(verdict(ToolCallMatch(), same, ScoringTask(prompt: "", tools: ["f": schema])), .fail)
    expect(verdict(ToolCallMatch(), [ToolCall(name: "f", arguments: .string("{"), isWellFormed: false)], task), .fail)
    expect(verdict(ToolCallMatch(), [], ScoringTask(prompt: "", referenceCalls: [])), .pass)
  }

  @Test("of patterns wants all of some and none of others")
  func patterns() throws {
    let check = Check(
      "p", .pattern(PatternCheck(must: [try Pattern("\\d{4}")], mustNot: [try Pattern("(?i)guarantee")])))
    let task = ScoringTask(prompt: "")
    expect(check.verdict(Answer(text: "in 2026"), task), .pass)
    expect(check.verdict(Answer(text: "soon"), task), .fail)
    expect(check.verdict(Answer(text: "in 2026, GUARANTEED"), task), .fail)
    let tight = ScoringLimits(patternSteps: 10)
    expect(check.verdict(Answer(text: "a long text without it"), task, limits: tight), .abstain)
  }

  @Test(
    "of citations finds what does not exist",
    arguments: [
      ("As [1] says.", Expected.pass), ("As [3] says.", .fail), ("See [1, doc-2].", .pass),
      ("[link](https://a.org/x)", .pass),
      ("It says \u{201C}the cat sat on the mat\u{201D}.", .pass), ("It says \"the CAT sat on\nthe mat.\"", .pass),
      ("It says \"the cat ate the whole mat\".", .fail), ("A \"cat\" it is.", .pass), ("https://a.org/y.", .pass),
      ("https://a.org.evil.example/", .fail),
      ("https://a.org@evil.example/", .fail), ("HTTPS://A.ORG/z", .pass), ("[note] nothing", .pass),
      ("See \"https://evil.example/x\".", .fail),
      ("[https://evil.example/1]", .fail), ("It says \"as [9] has it\".", .fail),
      (String(repeating: "\u{201E}", count: 2000), .abstain),
    ])
  func citations(answer: String, expected: Expected) {
    let task = ScoringTask(
      prompt: "", sources: [.init(id: "1", text: "Yesterday the cat sat on the mat."), .init(id: "doc-2", text: "b")])
    let check = Check("c", .citations(CitationCheck(allowedURLPrefixes: ["https://a.org"])))
    expect(check.verdict(Answer(text: answer), task), expected, answer)
  }

  @Test("of citations can require one, and abstains without sources")
  func requiresCitations() {
    let check = Check("c", .citations(CitationCheck(requiresCitation: true)))
    expect(
      check.verdict(Answer(text: "No source."), ScoringTask(prompt: "", sources: [.init(id: "1", text: "x")])), .fail)
    expect(check.verdict(Answer(text: "[1]"), ScoringTask(prompt: "")), .abstain)
  }

  @Test(
    "of language tells by letters and by frequent words",
    arguments: [
      ("en", "The answer to the question is that you have to send it by the end of this week.", Expected.pass),
      ("en", "Die Antwort ist, dass Sie die Unterlagen nicht mit der Post und auch nicht auf dem Amt abgeben.", .fail),
      ("de", "Die Antwort ist, dass Sie die Unterlagen nicht mit der Post und auch nicht auf dem Amt abgeben.", .pass),
      ("ru", "Ответ на ваш вопрос зависит от договора.", .pass),
      ("en", "Ответ на ваш вопрос зависит от договора и от суда.", .fail),
      ("zh", "您的问题的答案取决于合同的条款,请仔细阅读合同的每一条款。", .pass), ("ja", "您的问题的答案取决于合同的条款,请仔细阅读合同的每一条款。", .fail),
      ("ja", "ご質問の答えは契約の条件によりますので、ご確認ください。", .pass), ("en", "OK", .abstain), ("fr", "12 345", .abstain),
    ])
  func language(code: String, text: String, expected: Expected) throws {
    expect(
      Check("l", .language(try LanguageCheck(code))).verdict(Answer(text: text), ScoringTask(prompt: "")), expected,
      text)
  }

  @Test("of an unknown language is refused")
  func unknownLanguage() { #expect(throws: ScoringError.self) { try LanguageCheck("xx") } }

  @Test("of form looks at length, cuts and refusals")
  func form() {
    let task = ScoringTask(prompt: "")
    let words = Check("w", .length(LengthCheck(.words, least: 2, most: 3)))
    expect(words.verdict(Answer(text: "one"), task), .fail)
    expect(words.verdict(Answer(text: "one two three"), task), .pass)
    expect(words.verdict(Answer(text: "one two three four"), task), .fail)
    expect(Check("c", .notCutOff).verdict(Answer(text: "x", finish: .length), task), .fail)
    expect(Check("c", .notCutOff).verdict(Answer(text: "x"), task), .pass)
    let refusal = Check("r", .notRefused(RefusalCheck()))
    expect(refusal.verdict(Answer(text: "I\u{2019}m unable to do that."), task), .fail)
    expect(refusal.verdict(Answer(text: "", refusal: "No."), task), .fail)
    let french = Check("f", .notRefused(RefusalCheck(phrases: ["désolé"])))
    for text in ["Je suis d\u{E9}sol\u{E9}.", "Je suis de\u{301}sole\u{301}."] {
      expect(french.verdict(Answer(text: text), task), .fail)
      expect(refusal.verdict(Answer(text: text), task), .pass)
    }
    expect(refusal.verdict(Answer(text: "I must\u{A0}\n decline"), task), .fail)
    expect(refusal.verdict(Answer(text: "I must declin"), task), .pass)
    expect(refusal.verdict(Answer(text: "Sure, here it is."), task), .pass)
    expect(refusal.verdict(Answer(text: String(repeating: "Fine. ", count: 60) + "I cannot assist"), task), .pass)
  }

  @Test("abstains from an answer that is larger than its limit")
  func limits() {
    let check = Check("c", .length(LengthCheck(.characters, least: 1)))
    expect(
      check.verdict(Answer(text: "12345"), ScoringTask(prompt: ""), limits: ScoringLimits(answerBytes: 4)), .abstain)
  }
}
