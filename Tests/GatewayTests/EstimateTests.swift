import Catalog
import Dialects
import Foundation
import Ledger
import NIOHTTP1
import Routing
import Simulator
import TestFiles
import Testing

@testable import Gateway

@Suite("what is charged when a provider does not say what it used", .serialized)
struct EstimateTests {
  /// Texts of several kinds with the tokens that the published o200k_base counts, by
  /// `Tests/EconomicsTests/Fixtures/make-token-counts.py`'s way.
  private static let texts: [(text: String, tokens: Int)] = [
    (
      "Thank you for your letter of 12 March. We have looked into the delay of your order and found that the carrier "
        + "returned the parcel to our warehouse, because the address was incomplete.", 37
    ),
    (
      "func total(_ lines: [Line]) -> Int {\n  lines.reduce(0) { $0 + $1.amount * $1.count }\n}\n", 30
    ),
    (#"{"id":"ord_1882","lines":[{"sku":"A-19","count":3},{"sku":"B-7","count":12}],"paid":true}"#, 36),
  ]

  @Test("an estimate without a vocabulary is between the truth and one and a half times it for prose, code and JSON")
  func kinds() {
    for (text, tokens) in Self.texts {
      var tally = TextTally()
      tally.add(Array(text.utf8).span)
      let ratio = Double(tally.estimatedTokens) / Double(tokens)
      #expect((0.95...1.5).contains(ratio), "\(ratio): \(text)")
    }
  }

  @Test("over two thousand streams of log-normal length cut anywhere the charge is 1.0 to 1.5 times the truth")
  func cutStreams() {
    var generator = Generator(state: 20_261_201)
    var truth = 0
    var charged = 0
    for dialect in [Dialect.openAIChat, .anthropicMessages] {
      for _ in 0..<1_000 {
        let length = min(4_096, max(1, Int(150 * exp(0.8 * generator.normal()))))
        // A word of the simulator is a token; a piece may hold several, as Anthropic's do.
        let cut = Int.random(in: 1...length, using: &generator)
        var relay = StreamRelay(dialect: dialect, stripUsageChunk: false)
        var out: [UInt8] = []
        var sent = 0
        while sent < cut {
          let count = dialect == .openAIChat ? 1 : min(cut - sent, Int.random(in: 1...6, using: &generator))
          let piece = (0..<count).map { _ in " " + (Self.words.randomElement(using: &generator) ?? "") }.joined()
          sent += count
          let event =
            dialect == .openAIChat
            ? #"data: {"choices":[{"index":0,"delta":{"content":"\#(piece)"}}]}"#
            : #"data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\#(piece)"}}"#
          try? relay.receive(Array("\(event)\n\n".utf8).span, into: &out)
        }
        let used = TokenUsage.estimated(
          reported: relay.usage, prompt: 16, generated: relay.generated, encoding: nil, promptBound: 80,
          answerLimit: 4_096)
        truth += sent
        charged += used.output
        #expect(used.input == 16)
      }
    }
    let ratio = Double(charged) / Double(truth)
    #expect((1.0...1.5).contains(ratio), "charged \(charged) for \(truth)")
  }

  @Test("an estimate is never above the answer's limit or the prompt's bound, and what was reported counts")
  func clamped() {
    var relay = StreamRelay(dialect: .anthropicMessages, stripUsageChunk: false)
    var out: [UInt8] = []
    let text = String(repeating: "word ", count: 500)
    let events = [
      #"{"type":"message_start","message":{"usage":{"input_tokens":7,"cache_read_input_tokens":5,"output_tokens":1}}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\#(text)"}}"#,
    ]
    for event in events { try? relay.receive(Array("data: \(event)\n\n".utf8).span, into: &out) }
    let used = TokenUsage.estimated(
      reported: relay.usage, prompt: 900, generated: relay.generated, encoding: nil, promptBound: 80, answerLimit: 100)
    #expect(used == TokenUsage(input: 7, cacheRead: 5, output: 100))
    let silent = TokenUsage.estimated(
      reported: nil, prompt: 900, generated: nil, encoding: nil, promptBound: 80, answerLimit: 100)
    #expect(silent == TokenUsage(input: 80))
  }

  @Test(
    "uses of tools are those that the reply counts; a search that it does not count is one for an answer that cites")
  func uses() {
    let asked = [ServerToolUse(.webSearch, count: 1)]
    let counted = BillingFacts(toolUses: ["web_search": 2])
    #expect(
      counted.uses(asked: asked, dialect: .anthropicMessages, isPartial: false)
        == [ServerToolUse(.webSearch, count: 2)])
    #expect(BillingFacts().uses(asked: asked, dialect: .openAIChat, isPartial: false) == [])
    #expect(BillingFacts(citesWeb: true).uses(asked: asked, dialect: .openAIChat, isPartial: false) == asked)
    #expect(BillingFacts().uses(asked: asked, dialect: .openAIChat, isPartial: true) == asked)
    #expect(BillingFacts().uses(asked: asked, dialect: .anthropicMessages, isPartial: true) == [])
  }

  @Test("a capped key's short request holds the answer's limit, its own text and little more")
  func smallHold() async throws {
    try await GatewayHarness.run { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(
        tenant: "acme", caps: Caps(day: NanoDollars(1_000_000_000)))
      let record = try await harness.record(
        String(repeating: "a", count: 64), model: "openai/gpt-6.1-sol", secret, extra: #","max_tokens":1024"#)
      // At $2 and $10 a million; a prompt token may be written to a cache for $5.
      let held = try #require(record.held)
      #expect(held.amount <= (64 + 8 + 64) * 5_000 + 1_024 * 10_000)
    }
  }

  @Test("a tier is held at its own price")
  func tierHold() async throws {
    try await GatewayHarness.run { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(
        tenant: "acme", caps: Caps(day: NanoDollars(1_000_000_000)))
      let plain = try await harness.record("Hello", model: "openai/gpt-6.1-sol", secret)
      let priority = try await harness.record(
        "Hello", model: "openai/gpt-6.1-sol", secret, extra: #","service_tier":"priority""#)
      let (one, two) = (try #require(plain.held), try #require(priority.held))
      #expect(two.amount == one.amount * 2)
    }
  }

  private static let words = [
    "filler", "text", "made", "by", "a", "simulator", "without", "any", "model", "behind", "it,", "meaning", "nothing,",
  ]

  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
    mutating func normal() -> Double {
      let first = Double.random(in: 1e-12...1, using: &self)
      return (-2 * log(first)).squareRoot() * cos(2 * .pi * Double.random(in: 0...1, using: &self))
    }
  }
}

extension GatewayHarness {
  /// The ledger's row of a chat request that is served.
  fileprivate func record(
    _ text: String, model: String, _ secret: String, extra: String = ""
  ) async throws -> DecisionRecord {
    let reply = try await chat(
      text, model: model, headers: ["authorization": "Bearer \(secret)", "x-steelyard-use-case": "productivity"],
      extra: extra)
    let id = try #require(reply.headers.first(name: "x-steelyard-decision").flatMap { DecisionID($0) }, "\(reply.body)")
    gateway.ledger.flush()
    return try #require(try gateway.ledger.reader.decision(id))
  }
}
