import Catalog
import Foundation
import Ledger
import NIOHTTP1
import Simulator
import Testing

@testable import Gateway

@Suite("a cascade asks for token probabilities and keeps them from who did not", .serialized)
struct CascadeLogprobTests {
  private func settings(_ threshold: String) -> (inout GatewayConfiguration) -> Void {
    CascadeAskingTests.settings("signals: [{logprob: {threshold: \(threshold)}}]")
  }

  private func body(_ request: ReceivedRequest?) throws -> [String: Any] {
    let bytes = try #require(request).body
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  // The simulator holds each token to be exp(−0.125), 0.88, probable.
  @Test(
    "an answer is kept or gives way by its tokens, in both dialects, whole and streamed, and its caller sees none",
    arguments: ["openai", "anthropic"], [false, true])
  func unasked(dialect: String, stream: Bool) async throws {
    for (threshold, isKept) in [("0.87", true), ("0.89", false)] {
      try await GatewayHarness.run(adjust: settings(threshold)) { harness in
        let extra = stream ? #","stream":true"# : ""
        let reply =
          try await dialect == "openai"
          ? harness.chat("Hi", extra: extra) : harness.message("Hi", extra: extra)
        #expect(reply.status == 200, "\(reply.body)")
        #expect(harness.weights(of: reply) == (isKept ? .open : .closed), "\(reply)")
        #expect(try body(harness.upstream.log.first)["logprobs"] as? Bool == true)
        #expect(!reply.body.contains("-0.125") && !reply.body.contains("top_logprobs"), "\(reply.body)")
        if !isKept { #expect(try body(harness.upstream.log.last)["logprobs"] == nil, "the closed model is not asked") }
        let record = try harness.record(of: reply)
        #expect(record.outcome.attemptLog.contains("escalated(logprob)") == !isKept)
        #expect(record.outcome.cost?.amount == harness.cost(of: reply))
      }
    }
  }

  @Test("the reply is otherwise the one that came, and who asked gets theirs", arguments: [false, true])
  func asked(stream: Bool) async throws {
    let extra = stream ? #","stream":true"# : ""
    var replies: [String] = []
    for cascade in ["signals: [{logprob: {threshold: 0.5}}]", "signals: [refusal]"] {
      try await GatewayHarness.run(adjust: CascadeAskingTests.settings(cascade)) { harness in
        harness.upstream.say { _, _ in "The same, with a \u{1F40B} and \"quotes\"." }
        let whole = try await harness.chat("Hi", extra: extra).body
        // The simulator numbers replies by what was asked.
        replies.append(whole.replacing(/chatcmpl-sim[0-9a-f]+/, with: "chatcmpl"))
        let refused = try await harness.chat("Hi", extra: extra + #","logprobs":false"#)
        #expect(!refused.body.contains("-0.125"))
        let asked = try await harness.chat(
          "Hi", model: GatedPolicies.challenger, extra: extra + #","logprobs":true"#)
        #expect(asked.body.contains("-0.125"), "\(asked.body)")
      }
    }
    #expect(replies.first == replies.last)
  }

  @Test("an explicit false is replaced, never doubled")
  func replaced() async throws {
    try await GatewayHarness.run(adjust: settings("0.5")) { harness in
      _ = try await harness.chat("Hi", extra: #","logprobs":false"#)
      let text = String(decoding: try #require(harness.upstream.log.first).body, as: UTF8.self)
      #expect(text.components(separatedBy: #""logprobs""#).count == 2, "\(text)")
      #expect(text.contains(#""logprobs":true"#))
    }
  }

  @Test("an upstream that refuses what only the gateway asked for makes way, and its caller sees no error")
  func refused() async throws {
    try await GatewayHarness.run(adjust: settings("0.5")) { harness in
      harness.upstream.arm(.init(.status(400)), model: GatedPolicies.challengerModel)
      let reply = try await harness.chat("Hi")
      #expect(reply.status == 200, "\(reply.body)")
      #expect(harness.weights(of: reply) == .closed)
    }
  }

  @Test("an answer without token probabilities gives way: nobody can vouch for it")
  func missing() async throws {
    let configure = settings("0.01")
    try await GatewayHarness.run(adjust: {
      configure(&$0)
      // This dialect has none.
      for index in $0.providers.indices where $0.providers[index].id == "deepseek" {
        $0.providers[index].dialect = .anthropic
      }
    }) { harness in
      let reply = try await harness.chat("Hi")
      #expect(reply.status == 200, "\(reply.body)")
      #expect(harness.asked.count == 2)
      #expect(harness.weights(of: reply) == .closed)
      #expect(try harness.record(of: reply).outcome.attemptLog.contains("escalated(logprob)"))
    }
  }
}
