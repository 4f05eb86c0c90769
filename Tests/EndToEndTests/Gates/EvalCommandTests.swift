import Evidence
import Foundation
import Gateway
import NIOPosix
import Simulator
import Testing

@Suite("steelyard eval")
struct EvalCommandTests {
  /// Runs the body with models that answer as a test says, on a port of its own.
  private static func withModels(
    _ speaker: @escaping @Sendable (_ model: String, _ text: String) -> String?,
    _ body: (_ upstream: SimulatedUpstream) async throws -> Void
  ) async throws {
    let upstream = try await SimulatedUpstream.start(
      host: "127.0.0.1", port: 0, behaviour: Behaviour(), group: MultiThreadedEventLoopGroup.singleton)
    upstream.say { model, body in speaker(model, String(decoding: body, as: UTF8.self)) }
    do { try await body(upstream) } catch {
      try? await upstream.stop()
      throw error
    }
    try await upstream.stop()
  }

  private static func recorded(_ id: Int, _ incumbent: String, _ challenger: String) -> String {
    #"{"id":"c\#(id)","prompt":"question \#(id)","answers":{"incumbent":"\#(incumbent)","challenger":"\#(challenger)"}}"#
  }

  /// Both sides answer; a judge that finds the answer with "good" in it better.
  private static let models: @Sendable (String, String) -> String? = { model, text in
    guard model.contains("claude") else {
      let isGood = model.contains("deepseek") || !text.contains("hard")
      return "\(isGood ? "good" : "poor") answer of \(model.contains("deepseek") ? "one" : "another")"
    }
    func section(_ name: String) -> Bool {
      guard let start = text.range(of: "<<< \(name)"), let end = text.range(of: ">>> \(name)") else { return false }
      return text[start.upperBound..<end.lowerBound].contains("good")
    }
    let (a, b) = (section("ANSWER A"), section("ANSWER B"))
    let word = a == b ? "tie" : a ? "A" : "B"
    let marks = (1...3).map { #"{"id":"c\#($0)","a":\#(word != "B"),"b":\#(word != "A")}"# }.joined(separator: ",")
    return #"{"reasons":"because","criteria":[\#(marks)],"verdict":"\#(word)"}"#
  }

  @Test("recorded answers stand in for calls, and what is missing is counted and never a win")
  func recorded() async throws {
    let bed = try GateBed()
    let set = try bed.write(
      "set.jsonl",
      [
        Self.recorded(1, "good", "good too"), Self.recorded(2, "good", "bad"), Self.recorded(3, "bad", "good"),
        Self.recorded(4, "", "good"), Self.recorded(5, "good", ""),
        #"{"id":"c6","prompt":"one","answers":{"incumbent":"good"}}"#,
        #"{"id":"c7","prompt":"two","answers":{"challenger":"good"}}"#,
        #"{"id":"c8","prompt":"question 1","answers":{}}"#,
        #"{"prompt":"no id"}"#, "{", #"{"id":"c1","prompt":"again"}"#, #"{"id":"c9"}"#,
      ])
    let text = try await bed.run("eval", "--use-case", "work", "--set", set, "--cases")
    #expect(text.contains("3 / 0 / 1 / 0 / 1"), "\(text)")
    for words in [
      "the incumbent's answer is empty", "the incumbent did not answer", "asked before", "lines left out",
      "has no 'id'",
      "the id was used in line 1 already", "neither 'messages' nor 'prompt'", "never as a win",
      "still be gathering", "5 pairs are fewer than 50",
    ] { #expect(text.flat.contains(words), "\(words):\n\(text)") }
  }

  @Test("models are asked, judged in both orders and paid for, within the limits that were set")
  func live() async throws {
    try await Self.withModels(Self.models) { upstream in
      let bed = try GateBed(gate: GateBed.judged, port: upstream.port)
      let set = try bed.write(
        "set.jsonl", (0..<12).map { #"{"id":"\#($0)","prompt":"\#($0 < 3 ? "hard" : "easy") question \#($0)"}"# })
      let text = try await bed.run("eval", "--use-case", "work", "--set", set)
      #expect(text.contains("0 / 0 / 9 / 0 / 3"), "\(text)")
      #expect(text.flat.contains("judge 24") && text.flat.contains("incumbent 12"), "\(text)")
      #expect(text.contains("Nothing was recorded") && text.contains("same verdict in both orders"), "\(text)")
      #expect(upstream.log.count == 48)
      let cheap = try await bed.run("eval", "--use-case", "work", "--set", set, "--max-cost", "0.05", "--first", "6")
      #expect(cheap.contains("over the cost limit"), "\(cheap)")
      let forbidden = try await bed.run(
        "eval", "--use-case", "work", "--set", set, "--data-class", "personal", "--first", "2")
      #expect(forbidden.contains("nobody to ask") && forbidden.contains("by law"), "\(forbidden)")
    }
  }

  @Test("an incumbent that fails is no win, and a challenger that fails has lost")
  func failures() async throws {
    try await Self.withModels(Self.models) { upstream in
      let bed = try GateBed(gate: GateBed.judged, port: upstream.port)
      let set = try bed.write("set.jsonl", (0..<4).map { #"{"id":"\#($0)","prompt":"question \#($0)"}"# })
      upstream.arm(Fault(.status(401)), model: "gpt-4.1", times: 1000)
      let text = try await bed.run("eval", "--use-case", "work", "--set", set)
      #expect(text.contains("the incumbent did not answer") && text.contains("0 / 0 / 0 / 0 / 0"), "\(text)")
    }
  }

  @Test("what was recorded counts as evidence of the gate once, and follows when it is verified")
  func record() async throws {
    let bed = try GateBed()
    let lines = (0..<60).map { Self.recorded($0, "good", $0 == 0 ? "bad" : "also good \($0)") }
    let set = try bed.write("set.jsonl", lines)
    let text = try await bed.run("eval", "--use-case", "work", "--set", set, "--record")
    #expect(text.contains("Recorded 60 pairs in the gate '\(GateBed.name)'"), "\(text)")
    let again = try await bed.run("eval", "--use-case", "work", "--set", set, "--record")
    #expect(again.contains("Recorded 0 pairs") && again.contains("60 cases it had already"), "\(again)")
    let list = try await bed.run("gate", "list")
    #expect(list.contains("1 / 0 / 59 / 0 / 0"), "\(list)")
    #expect(try await bed.run("gate", "verify").contains("Everything follows"))
  }

  @Test("where people label by lot, pairs that are drawn wait for them or count with the set's own labels")
  func labels() async throws {
    try await Self.withModels(Self.models) { upstream in
      let bed = try GateBed(
        gate: GateBed.judged, port: upstream.port, settings: "shadow: {keep: 30d, labels: 0.5}")
      let asked = try bed.write("asked.jsonl", (0..<40).map { #"{"id":"\#($0)","prompt":"question \#($0)"}"# })
      let text = try await bed.run("eval", "--use-case", "work", "--set", asked, "--record")
      let counts = try #require(text.flat.firstMatch(of: /Recorded ([0-9]+) pairs .*; ([0-9]+) wait for a person/))
      #expect(try #require(Int(counts.1)) + #require(Int(counts.2)) == 40, "\(text)")
      let labelled = try bed.write(
        "labelled.jsonl",
        (100..<140).map { Self.recorded($0, "good", "good too \($0)").dropLast() + #","label":"tie"}"# })
      let second = try await bed.run("eval", "--use-case", "work", "--set", labelled, "--record")
      #expect(second.contains("Recorded 40 pairs") && !second.contains("wait for a person"), "\(second)")
      let show = try await bed.run("gate", "show", GateBed.name)
      #expect(show.contains("labelled by a person too"), "\(show)")
      #expect(try await bed.run("gate", "verify").contains("Everything follows"))
    }
  }

  @Test("a set that proves it opens the gate, and what comes after that is not counted")
  func opens() async throws {
    let bed = try GateBed()
    let set = try bed.write("set.jsonl", (0..<600).map { Self.recorded($0, "good", "also good \($0)") })
    let text = try await bed.run("eval", "--use-case", "work", "--set", set, "--record")
    #expect(
      text.flat.contains("The gate is now open since round 1") && text.flat.contains("came after it had decided"),
      "\(text)")
    let more = try bed.write("more.jsonl", [Self.recorded(1000, "good", "good")])
    let refused = try await bed.refusal("eval", "--use-case", "work", "--set", more, "--record")
    #expect(refused.contains("its challenger serves already"), "\(refused)")
  }

  @Test("other models and scores can be tried without a gate, and then nothing is recorded")
  func others() async throws {
    let bed = try GateBed()
    let set = try bed.write(
      "set.jsonl",
      [#"{"id":"1","prompt":"2+2?","reference":"4","answers":{"incumbent":"It is 4","challenger":"5"}}"#])
    let models = ["--incumbent", GateBed.incumbent, "--challenger", GateBed.challenger]
    let text = try await Commands.run(
      ["eval", "--use-case", "other", "--set", set, "--regex", ".", "--references", "number"] + models,
      in: bed.directory)
    #expect(text.contains("1 / 0 / 0 / 0 / 0") && text.contains("check:reference"), "\(text)")
    let refused = try await Commands.refusal(
      ["eval", "--use-case", "work", "--set", set, "--record"] + models, in: bed.directory)
    #expect(refused.contains("--record feeds the policy's gate"), "\(refused)")
  }

  @Test(
    "a wrong request is refused with what is allowed",
    arguments: [
      (["--use-case", "wrk", "--set", "set.jsonl"], "did you mean 'work'?"),
      (["--use-case", "work", "--set", "nowhere.jsonl"], "cannot read 'nowhere.jsonl'"),
      (["--use-case", "work", "--set", "empty.jsonl"], "is empty"),
      (["--use-case", "work", "--set", "bad.jsonl"], "none of the 2 lines of 'bad.jsonl' can be used"),
      (["--use-case", "other", "--set", "set.jsonl"], "the policy has no gate for 'other'"),
      (
        ["--use-case", "work", "--set", "set.jsonl", "--judge", "openai/gpt-4.1-mini", "--criterion", "x"],
        "pairs cannot be scored"
      ),
      (["--use-case", "work", "--set", "set.jsonl", "--concurrency", "0"], "not from 1 to 256"),
      (["--use-case", "work", "--set", "set.jsonl", "--challenger", "deepseek-v9"], "no model or offer"),
      (["--use-case", "work", "--set", "set.jsonl", "--max-cost", "much"], "--max-cost"),
    ])
  func refusals(_ arguments: [String], _ expected: String) async throws {
    let bed = try GateBed()
    _ = try bed.write("set.jsonl", [Self.recorded(1, "good", "good")])
    _ = try bed.write("bad.jsonl", ["[1]", #"{"id":"x","prompt":""}"#])
    try Data().write(to: bed.directory.appending(path: "empty.jsonl"))
    let text = try await Commands.refusal(["eval"] + arguments, in: bed.directory)
    #expect(text.contains(expected), "\(text)")
    #expect(!text.contains("Fatal"))
  }
}
