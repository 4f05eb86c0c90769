import Dialects
import Testing

@testable import Scoring

@Suite("A command that judges")
struct CommandHookTests {
  private func verdict(_ run: CommandRun, leastScore: Double? = nil) throws -> CheckVerdict {
    try CommandHook(argv: ["check"], leastScore: leastScore).result(of: run).verdict
  }

  private func exited(_ output: String) -> CommandRun { CommandRun(.exited(0), output: Array(output.utf8)) }

  @Test("is believed where it says what the form allows")
  func reads() throws {
    #expect(try verdict(exited(#"{"verdict":"pass","score":0.4}"#)) == .pass)
    #expect(try verdict(exited(#"{"verdict":"fail","reason":"2 tests fail"}"#)) == .fail("2 tests fail"))
    #expect(try verdict(exited(#"{"verdict":"abstain","reason":"no tests"}"# + "\n")) == .abstain("no tests"))
    #expect(try verdict(exited(#"{"verdict":"pass","score":0.4}"#), leastScore: 0.5).isFail)
    #expect(try verdict(exited(#"{"verdict":"pass","score":0.5}"#), leastScore: 0.5) == .pass)
  }

  @Test(
    "abstains whatever else happens",
    arguments: [
      CommandRun(.timedOut, output: Array(#"{"verdict":"pass"}"#.utf8)),
      CommandRun(.signalled(11), output: Array(#"{"verdict":"pass"}"#.utf8)),
      CommandRun(.exited(1), output: Array(#"{"verdict":"pass"}"#.utf8)), CommandRun(.notStarted("no such file")),
      CommandRun(.exited(0)),
      CommandRun(.exited(0), output: Array("pass".utf8)),
      CommandRun(.exited(0), output: Array(#"{"verdict":"win"}"#.utf8)),
      CommandRun(.exited(0), output: Array(#"{"verdict":"pass","score":2}"#.utf8)),
      CommandRun(.exited(0), output: Array(#"{"verdict":"pass","score":"1"}"#.utf8)),
      CommandRun(.exited(0), output: Array(#"["verdict","pass"]"#.utf8)),
      CommandRun(.exited(0), output: Array(#"{"verdict":"pass"}{"verdict":"pass"}"#.utf8)),
      CommandRun(.exited(0), output: [0xFF, 0xFE]),
    ])
  func abstains(run: CommandRun) throws {
    #expect(try !verdict(run).isDecided)
  }

  @Test("that writes without end or without form abstains")
  func abstainsFromFloods() throws {
    #expect(try !verdict(CommandRun(.exited(0), output: Array(repeating: UInt8(ascii: "["), count: 100_000))).isDecided)
    #expect(try !verdict(CommandRun(.exited(0), output: Array(repeating: 0x20, count: 5 << 20))).isDecided)
  }

  @Test("that must give a score abstains without one")
  func needsScore() throws { #expect(try !verdict(exited(#"{"verdict":"pass"}"#), leastScore: 0.5).isDecided) }

  @Test("is given the answer and not whose it is")
  func input() throws {
    let answer = Answer(text: "x\"y", toolCalls: [ToolCall(name: "f", arguments: try json(#"{"a":1.0}"#))])
    let bytes = try CommandHook(argv: ["c"]).input(
      check: "unit", task: ScoringTask(prompt: "p", reference: "r"), answer: answer)
    let document = try JSONValue.parse(bytes.span)
    #expect(document["answer"]?["text"]?.string == "x\"y")
    #expect(document["answer"]?["tool_calls"]?.array?.first?["arguments"]?["a"] == .number("1.0"))
    #expect(document["reference"]?.string == "r")
    #expect(!String(decoding: bytes, as: UTF8.self).contains("challenger"))
  }

  @Test("that could not be run is refused")
  func refuses() {
    #expect(throws: ScoringError.self) { try CommandHook(argv: []) }
    #expect(throws: ScoringError.self) { try CommandHook(argv: ["a\u{0}"]) }
    #expect(throws: ScoringError.self) { try CommandHook(argv: ["a"], timeout: .zero) }
    #expect(throws: ScoringError.self) { try CommandHook(argv: ["a"], leastScore: .nan) }
  }
}
