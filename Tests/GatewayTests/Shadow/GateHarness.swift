import Catalog
import Evidence
import Foundation
import Ledger
import NIOHTTP1
import Simulator
import Synchronization
import Testing

@testable import Gateway

/// A gateway with one gated use case, a closed incumbent and an open challenger, whose answers a test writes.
///
/// Each prompt holds `q<number>`. Whether a side's answer to it is good is decided by `truth`; a good answer holds the
/// word `good`, a bad one does not.
struct GateHarness: Sendable {
  static let incumbent = "openai/gpt-4.1"
  static let challenger = "deepseek/deepseek-v4-pro"
  /// The challenger as its provider knows it.
  static let upstreamChallenger = "deepseek-v4-pro"
  static let judge = "anthropic/claude-haiku-4-5"
  static let name = "work:\(challenger)"

  enum Side: Sendable { case incumbent, challenger }
  typealias Truth = @Sendable (_ side: Side, _ question: Int) -> Bool
  /// Says which of two answers is better, in the words of a judge.
  typealias Judge = @Sendable (_ first: String, _ second: String, _ question: Int) -> String?

  let harness: GatewayHarness
  var service: ShadowService { harness.gateway.core.shadow }
  var desk: GateDesk { service.desk }

  static func policy(_ gate: String) -> String {
    """
    fallback_use_case: work
    data_classes: {internal: of the company, personal: of people}
    use_cases:
      - {id: work, title: Work, stakes: low, class: hybrid, order: price, max_output_tokens: 256,
         expected_output_tokens: 50}
      - {id: other, title: Other, stakes: low, class: hybrid, order: price, max_output_tokens: 256,
         expected_output_tokens: 50}
    rules:
      - {name: at-home, when: {data_classes: [personal]}, refuse: {host_country: [CN]}, reason: by law}
    gates:
      - {use_case: work, incumbent: \(incumbent), challenger: \(challenger), \(gate)}
    """
  }

  static let judged =
    "judge: \(judge), rubric: [Answers the question, Is right, Is short], share: 1, audit: 1, checks: [identical]"
  static let checked = #"checks: [{regex: "good"}], share: 1, audit: 1"#

  /// Runs a gateway whose models answer as `truth` says.
  static func run(
    gate: String = judged, shadow: (inout ShadowSettings) -> Void = { _ in },
    adjust: (inout GatewayConfiguration) -> Void = { _ in },
    truth: @escaping Truth = { _, _ in true }, judge: @escaping Judge = honest,
    _ body: (GateHarness) async throws -> Void
  ) async throws {
    try await GatewayHarness.run(providers: ["openai", "anthropic", "deepseek"]) { configuration in
      configuration.policy = .init(name: "policy.yaml", text: policy(gate))
      var settings = ShadowSettings()
      settings.callLimit = 600_000
      shadow(&settings)
      configuration.shadow = settings
      configuration.retries.baseDelay = 1
      adjust(&configuration)
    } _: { harness in
      harness.upstream.say(speaker(truth, judge))
      try await body(GateHarness(harness: harness))
    }
  }

  static func speaker(_ truth: @escaping Truth, _ judge: @escaping Judge) -> @Sendable (String, [UInt8]) -> String? {
    { model, body in
      let text = String(decoding: body, as: UTF8.self)
      guard let question = question(text) else { return nil }
      if model.contains("claude") {
        guard let first = section("ANSWER A", text), let second = section("ANSWER B", text) else { return nil }
        return judge(first, second, question)
      }
      let side: Side = model.contains("deepseek") ? .challenger : .incumbent
      return "\(side == .challenger ? "I think" : "Well,") \(truth(side, question) ? "good" : "poor") q\(question)"
    }
  }

  /// Prefers the good answer.
  static let honest: Judge = { first, second, _ in
    let (a, b) = (first.contains("good"), second.contains("good"))
    return verdict(a == b ? "tie" : a ? "A" : "B")
  }

  /// A reply in the rubric's form, with marks that its verdict follows from.
  static func verdict(_ word: String) -> String {
    let (a, b) = (word != "B", word != "A")
    let marks = (1...3).map { #"{"id":"c\#($0)","a":\#(a),"b":\#(b)}"# }.joined(separator: ",")
    return #"{"reasons":"because","criteria":[\#(marks)],"verdict":"\#(word)"}"#
  }

  private static func question(_ text: String) -> Int? {
    text.firstRange(of: /q[0-9]+/).flatMap { Int(text[$0].dropFirst()) }
  }

  private static func section(_ name: String, _ text: String) -> String? {
    guard let start = text.range(of: "<<< \(name)"), let end = text.range(of: ">>> \(name)") else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }

  /// Asks question `number`; what is in `turns` follows it in the conversation.
  @discardableResult
  func ask(
    _ number: Int, turns: Int = 0, stream: Bool = false, headers: HTTPHeaders = [:], extra: String = ""
  ) async throws -> RawReply {
    var messages = [#"{"role":"user","content":"Please answer q\#(number) for me"}"#]
    for turn in 0..<turns {
      messages.append(#"{"role":"assistant","content":"answer \#(turn)"}"#)
      messages.append(#"{"role":"user","content":"and then, step \#(turn)?"}"#)
    }
    let list = messages.joined(separator: ",")
    return try await harness.send(
      .POST, "/v1/chat/completions", headers,
      body: #"{"model":"steelyard/work","messages":[\#(list)]\#(stream ? #","stream":true"# : "")\#(extra)}"#)
  }

  /// Waits until everything that was taken has come to an end, whatever it was.
  func settled() async { await service.idle() }

  /// The gate as the ledger's rows lead to it.
  var book: GateBook {
    get throws {
      let standing = try #require(desk.all.first)
      let store = service.store
      let row = try #require(try store.gates().first { $0.id == standing.id })
      return try GateBook(try GateTerms(row), from: store)
    }
  }
}
