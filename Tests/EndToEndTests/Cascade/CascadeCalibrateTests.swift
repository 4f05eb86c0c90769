import Foundation
import NIOPosix
import Simulator
import Synchronization
import Testing

@Suite("steelyard cascade calibrate")
struct CascadeCalibrateTests {
  static let agreement = "{agreement: {samples: 3, threshold: 1}}"

  /// A directory whose use case `work` has a cascade, in front of models that answer as `speaker` says.
  private static func withBed(
    _ signals: String = "refusal, \(agreement)", gate: String? = nil,
    speaker: @escaping @Sendable (_ model: String, _ text: String, _ number: Int) -> String?,
    _ body: (GateBed, SimulatedUpstream) async throws -> Void
  ) async throws {
    let upstream = try await SimulatedUpstream.start(
      host: "127.0.0.1", port: 0, behaviour: Behaviour(), group: MultiThreadedEventLoopGroup.singleton)
    let seen = Mutex<[String: Int]>([:])
    upstream.say { model, body in
      let text = String(decoding: body, as: UTF8.self)
      let question = text.firstMatch(of: /question [0-9]+/).map { String($0.output) } ?? ""
      let number = seen.withLock { seen in
        seen[model + question, default: 0] += 1
        return seen[model + question] ?? 0
      }
      return speaker(model, text, number)
    }
    do {
      let bed = try GateBed(port: upstream.port)
      let gates = gate.map {
        "gates: [{use_case: work, incumbent: \(GateBed.incumbent), challenger: \(GateBed.challenger), \($0)}]"
      }
      _ = try bed.write("policy.yaml", policy("{signals: [\(signals)]}") + [gates ?? ""])
      try await body(bed, upstream)
    } catch {
      try? await upstream.stop()
      throw error
    }
    try await upstream.stop()
  }

  private static let models = [GateBed.challenger, GateBed.incumbent, GateBed.judge].joined(separator: ", ")

  private static func policy(_ cascade: String) -> [String] {
    [
      "fallback_use_case: work", "use_cases:",
      "  - id: work", "    stakes: low", "    class: hybrid", "    max_output_tokens: 256",
      "    cascade: \(cascade)",
      "rules:",
      "  - {name: few, refuse: {model_not: [\(models)]}, reason: these alone}",
    ]
  }

  private static func cases(_ count: Int, reference: (Int) -> String? = { _ in "4" }) -> [String] {
    (0..<count).map { index in
      #"{"id":"c\#(index)","prompt":"question \#(index)"\#(reference(index).map { #","reference":"\#($0)""# } ?? "")}"#
    }
  }

  /// Right each time, but for the first questions: wrong, and once of two times wrong in another way when asked again.
  private static func mostlyRight(_ wrong: Int) -> @Sendable (String, String, Int) -> String? {
    { _, text, number in
      let index = text.firstMatch(of: /question ([0-9]+)/).flatMap { Int($0.1) } ?? 0
      return index >= wrong ? "4" : number == 3 ? "6" : "5"
    }
  }

  @Test("a threshold above the scores of bad answers is certified, with what it rests on and the line for the policy")
  func certifies() async throws {
    try await Self.withBed(speaker: Self.mostlyRight(8)) { bed, upstream in
      let set = try bed.write("set.jsonl", Self.cases(80))
      let text = try await bed.run(
        "cascade", "calibrate", "--use-case", "work", "--set", set, "--references", "text")
      #expect(upstream.log.count == 240, "three answers a case, and the incumbent is not asked")
      for words in [
        "At a threshold of 0.51 the promise holds: 0 of 80 answers are bad and not escalated, and 10 % are escalated.",
        "answers 80 59 at least, all of them good", "bad 8 0 of them because",
        "bad and not escalated 0 0 at most of 80",
        "its share, at most 3.68 % 5.00 %", "Relative to the labeller", "signal 160", "challenger 80",
        "0.51 72 0 0.0165 yes", "0.01 80 8",
      ] { #expect(text.flat.contains(words), "\(words):\n\(text)") }
      let line = try #require(text.firstMatch(of: /cascade: (\{signals: .*stream: hold\})/)).1
      #expect(line.contains("[refusal, {agreement: {samples: 3, threshold: 0.51}}], timeout_ms: 30000"))
      _ = try bed.write("policy.yaml", Self.policy(String(line)))
      #expect(try await bed.run("policy", "show", "policy.yaml").contains("agreement of 3 >= 0.51"))
    }
  }

  @Test("every form of the report says the same")
  func formats() async throws {
    try await Self.withBed(speaker: Self.mostlyRight(0)) { bed, _ in
      let set = try bed.write("set.jsonl", Self.cases(59))
      let arguments = ["cascade", "calibrate", "--use-case", "work", "--set", set, "--references", "text", "--format"]
      let json = try await Commands.run(arguments + ["json"], in: bed.directory)
      let document = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      #expect((document["result"] as? [[String: Any]])?.first?["value"] as? String == "59" || json.contains("59"))
      #expect(document["policy"] != nil && document["thresholds"] != nil)
      let csv = try await Commands.run(arguments + ["csv"], in: bed.directory)
      #expect(csv.hasPrefix("figure,value,compared with\r\nanswers,59,"), "\(csv)")
      #expect(csv.contains("threshold,0.01,"), "\(csv)")
      let html = try await Commands.run(arguments + ["html"], in: bed.directory)
      #expect(html.contains("<html") && html.contains("threshold: 0.01"))
    }
  }

  @Test("a set that is too small is refused before anybody is asked, with the number that it takes")
  func tooSmall() async throws {
    try await Self.withBed(speaker: Self.mostlyRight(0)) { bed, upstream in
      let set = try bed.write("set.jsonl", Self.cases(58))
      let text = try await bed.refusal(
        "cascade", "calibrate", "--use-case", "work", "--set", set, "--references", "text")
      #expect(text.flat.contains("58 cases can certify nothing") && text.flat.contains("takes 59 at least"), "\(text)")
      let strict = try await bed.refusal(
        "cascade", "calibrate", "--use-case", "work", "--set", set, "--references", "text", "--risk", "0.01")
      #expect(strict.flat.contains("takes 299 at least"), "\(strict)")
      #expect(upstream.log.isEmpty)
    }
  }

  @Test("the same question counts once, so that a set of copies certifies nothing")
  func copies() async throws {
    try await Self.withBed(speaker: Self.mostlyRight(0)) { bed, _ in
      let lines = (0..<70).map { #"{"id":"c\#($0)","prompt":"question \#($0 % 40)","reference":"4"}"# }
      let set = try bed.write("set.jsonl", lines)
      let text = try await bed.refusal(
        "cascade", "calibrate", "--use-case", "work", "--set", set, "--references", "text")
      #expect(text.flat.contains("40 answers can certify nothing: this promise takes 59"), "\(text)")
      #expect(text.flat.contains("left out: asked before 30"), "\(text)")
    }
  }

  @Test("what nothing can be said of counts as bad, and then no threshold is certified")
  func unscored() async throws {
    try await Self.withBed(speaker: Self.mostlyRight(0)) { bed, _ in
      let set = try bed.write("set.jsonl", Self.cases(80) { $0 < 10 ? nil : "4" })
      let text = try await bed.refusal(
        "cascade", "calibrate", "--use-case", "work", "--set", set, "--references", "text", "--cases")
      #expect(text.flat.contains("No threshold can be certified: even at 1, 10 bad of 80"), "\(text)")
      #expect(text.flat.contains("bad 10 10 of them because nothing says what they are"), "\(text)")
      #expect(!text.contains("cascade: {signals"), "no threshold, no line for the policy")
    }
  }

  @Test("a gate's judge says which answers are bad, and a verifier how sure to be of them")
  func judged() async throws {
    // The judge finds every answer of the challenger to the first questions worse; so does the verifier.
    let signals = "{agreement: {samples: 2, threshold: 1}}, {verifier: {model: \(GateBed.incumbent), threshold: 1}}"
    let gate = "judge: \(GateBed.judge), rubric: [Answers the question, Is right, Is short]"
    try await Self.withBed(
      signals, gate: gate,
      speaker: { model, text, _ in
        if model.contains("claude") {
          func section(_ name: String) -> Bool {
            guard let start = text.range(of: "<<< \(name)"), let end = text.range(of: ">>> \(name)") else {
              return false
            }
            return text[start.upperBound..<end.lowerBound].contains("poor")
          }
          let (a, b) = (section("ANSWER A"), section("ANSWER B"))
          let word = a == b ? "tie" : a ? "B" : "A"
          let marks = (1...3).map { #"{"id":"c\#($0)","a":\#(word != "B"),"b":\#(word != "A")}"# }
          return #"{"reasons":"because","criteria":[\#(marks.joined(separator: ","))],"verdict":"\#(word)"}"#
        }
        if text.contains("Reply with one word") { return text.contains("poor") ? "no" : "yes" }
        let isEarly = text.firstMatch(of: /question [0-5]\D/) != nil
        return model.contains("deepseek") ? isEarly ? "a poor one" : "a good one" : "another good one"
      }
    ) { bed, _ in
      let set = try bed.write("set.jsonl", Self.cases(60) { _ in nil })
      let several = try await bed.refusal("cascade", "calibrate", "--use-case", "work", "--set", set)
      #expect(several.flat.contains("name one with --signal: agreement, verifier"), "\(several)")
      let text = try await bed.run(
        "cascade", "calibrate", "--use-case", "work", "--set", set, "--signal", "verifier")
      #expect(text.flat.contains("0 of 60 answers are bad and not escalated, and 10 % are escalated"), "\(text)")
      #expect(text.contains("votes: 1, threshold: 0.01"), "\(text)")
    }
  }

  @Test("what cannot be calibrated is refused with what would help")
  func refusals() async throws {
    try await Self.withBed("schema, refusal", speaker: { _, _, _ in "4" }) { bed, _ in
      let set = try bed.write("set.jsonl", Self.cases(60))
      let plain = ["cascade", "calibrate", "--use-case", "work", "--set", set]
      let nothing = try await Commands.refusal(plain + ["--references", "text"], in: bed.directory)
      #expect(nothing.flat.contains("has no signal with a threshold"), "\(nothing)")
      _ = try bed.write("policy.yaml", Self.policy("{signals: [\(Self.agreement)]}"))
      let unlabelled = try await Commands.refusal(plain, in: bed.directory)
      #expect(unlabelled.flat.contains("nothing says which answers are bad"), "\(unlabelled)")
      let other = try await Commands.refusal(plain + ["--signal", "verifier"], in: bed.directory)
      #expect(other.flat.contains("has no signal 'verifier'; it has a threshold for agreement"), "\(other)")
      let range = try await Commands.refusal(plain + ["--risk", "0"], in: bed.directory)
      #expect(range.flat.contains("--risk 0 is not from 0.0001 to 0.5"), "\(range)")
    }
  }
}
