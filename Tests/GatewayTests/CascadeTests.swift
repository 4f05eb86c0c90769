import Catalog
import Foundation
import Ledger
import NIOHTTP1
import Simulator
import Testing

@testable import Gateway

@Suite("a cascade shows one answer and pays for two", .serialized)
struct CascadeTests {
  static let refusal = "I can't help with that."
  static let schema =
    #","response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object","required":["n"],"properties":{"n":{"type":"integer"}}}}}"#

  private func settings(
    _ cascade: String = "signals: [schema, refusal, truncated]", closed: [String] = ["openai/gpt-6.1-terra"],
    extra: String = ""
  ) -> (inout GatewayConfiguration) -> Void {
    { configuration in
      configuration.policy = .init(
        name: "policy.yaml", text: GatedPolicies.cascade(cascade, closed: closed, extra: extra))
      configuration.retries.attempts = 1
      configuration.retries.baseDelay = 1
    }
  }

  enum Caller: CaseIterable { case openAI, anthropic }

  private func ask(_ harness: GatewayHarness, _ caller: Caller, stream: Bool, extra: String = "") async throws
    -> RawReply
  {
    let extra = (stream ? #","stream":true"# : "") + extra
    return try await caller == .openAI
      ? harness.chat("Write a haiku.", extra: extra) : harness.message("Write a haiku.", extra: extra)
  }

  /// What the challenger used, from the log of attempts: `offer:escalated(signal):prompt+completion`.
  private func aside(_ record: DecisionRecord) -> TokenUsage? {
    guard let tokens = record.outcome.attemptLog.split(separator: " ").first?.split(separator: ":").last else {
      return nil
    }
    let parts = tokens.split(separator: "+").compactMap { Int($0) }
    return parts.count == 2 ? TokenUsage(input: parts[0], output: parts[1]) : nil
  }

  /// The row's cost is that of both answers at their offers' prices, and what the caller was told.
  private func expectBothPaid(_ harness: GatewayHarness, _ reply: RawReply, served: OfferID) throws {
    let record = try harness.record(of: reply)
    let catalog = harness.gateway.snapshot.catalog
    let first = try #require(aside(record), "\(record.outcome.attemptLog)")
    let all = try #require(record.outcome.usage)
    let second = TokenUsage(input: all.prompt - first.prompt, output: all.completion - first.completion)
    #expect(second.prompt > 0 && second.completion > 0)
    let offers = try [GatedPolicies.challenger, served].map { id in
      catalog.offers[try #require(catalog.offerNumber(id))]
    }
    let costs = [
      offers[0].cost(of: first, at: record.draft.startedAt), offers[1].cost(of: second, at: record.draft.startedAt),
    ]
    let sum = try #require((costs[0] + costs[1]).amount)
    #expect(record.outcome.cost == sum)
    #expect(harness.cost(of: reply) == sum.amount)
    #expect(try #require(record.held) >= sum)
    #expect(record.outcome.servedOffer == served)
    #expect(record.outcome.attempts == 2)
    #expect(!record.outcome.usageEstimated)
    #expect(!record.overrun)
  }

  @Test(
    "an answer that refuses is put aside unseen, whole and streamed, in both dialects and across them",
    arguments: Caller.allCases, [false, true])
  func refused(caller: Caller, stream: Bool) async throws {
    for (closed, served) in [
      ("openai/gpt-6.1-terra", "openai/gpt-6.1-terra@openai"),
      ("anthropic/claude-haiku-5-5", "anthropic/claude-haiku-5-5@anthropic"),
    ] {
      try await GatewayHarness.run(adjust: settings(closed: [closed])) { harness in
        harness.upstream.arm(.init(.saying(Self.refusal)), model: GatedPolicies.challengerModel)
        let reply = try await ask(harness, caller, stream: stream)
        #expect(reply.status == 200, "\(reply.body)")
        #expect(reply.headers.first(name: "x-steelyard-offer") == served)
        #expect(!reply.body.contains("I ca") && !reply.body.contains("help"), "\(reply.body)")
        #expect(reply.body.contains("[simulated reply]") || reply.body.contains("[simulated"), "\(reply.body)")
        #expect(harness.asked.count == 2)
        #expect(harness.asked.first == GatedPolicies.challengerModel)
        try expectBothPaid(harness, reply, served: served)
        #expect(
          try harness.record(of: reply).outcome.attemptLog
            .hasPrefix("\(GatedPolicies.challenger):escalated(refusal):"))
        if stream {
          let end = caller == .openAI ? "data: [DONE]" : "event: message_stop"
          #expect(reply.body.components(separatedBy: end).count == 2, "one stream, ended once")
        }
      }
    }
  }

  @Test("an answer that nothing speaks against is served, its stream whole", arguments: Caller.allCases, [false, true])
  func kept(caller: Caller, stream: Bool) async throws {
    try await GatewayHarness.run(adjust: settings()) { harness in
      let reply = try await ask(harness, caller, stream: stream)
      #expect(reply.headers.first(name: "x-steelyard-offer") == GatedPolicies.challenger, "\(reply)")
      #expect(harness.asked == [GatedPolicies.challengerModel])
      let record = try harness.record(of: reply)
      #expect(record.outcome.status == .ok)
      #expect(record.outcome.attemptLog.isEmpty)
      #expect(harness.cost(of: reply) == record.outcome.cost?.amount)
      #expect(record.outcome.timeToFirstToken != nil)
      if stream { #expect(reply.body.contains(caller == .openAI ? "data: [DONE]" : "event: message_stop")) }
    }
  }

  @Test("each signal speaks against what it is for", arguments: [false, true])
  func signals(stream: Bool) async throws {
    let cases: [(fault: Fault?, extra: String, cascade: String, reason: String?)] = [
      (.init(.saying("forty-two")), Self.schema, "signals: [schema]", "schema"),
      (.init(.saying(#"{"n":"42"}"#)), Self.schema, "signals: [schema]", "schema"),
      (.init(.saying(#"{"n":42}"#)), Self.schema, "signals: [schema]", nil),
      (nil, Self.schema, "signals: [schema]", nil),
      (.init(.saying("forty-two")), "", "signals: [schema]", nil),
      (.init(.saying("forty-two")), #","response_format":{"type":"json_object"}"#, "signals: [schema]", "schema"),
      (.init(.refusing), "", "signals: [refusal]", "refusal"),
      (.init(.saying("I can't help with it")), "", "signals: [truncated]", nil),
      (.init(.cutOff), "", "signals: [refusal, truncated]", "truncated"),
      (.init(.saying("")), "", "signals: [truncated]", "empty"),
      (nil, #","logprobs":true"#, "signals: [{logprob: {threshold: 0.95}}]", "logprob"),
      (nil, #","logprobs":true"#, "signals: [{logprob: {threshold: 0.5}}]", nil),
    ]
    for (fault, extra, cascade, reason) in cases {
      try await GatewayHarness.run(adjust: settings(cascade, closed: ["openai/gpt-4.1"])) { harness in
        if let fault { harness.upstream.arm(fault, model: GatedPolicies.challengerModel) }
        let reply = try await ask(harness, .openAI, stream: stream, extra: extra)
        #expect(reply.status == 200, "\(reply.body)")
        let log = try harness.record(of: reply).outcome.attemptLog
        if let reason {
          #expect(log.hasPrefix("\(GatedPolicies.challenger):escalated(\(reason)):"), "\(cascade) \(extra): \(log)")
          #expect(reply.headers.first(name: "x-steelyard-model") == "openai/gpt-4.1")
        } else {
          #expect(log.isEmpty, "\(cascade) \(extra): \(log)")
          #expect(reply.headers.first(name: "x-steelyard-offer") == GatedPolicies.challenger)
        }
      }
    }
  }

  @Test("closed models answer streams at once where the policy says so, and whole replies are cascaded")
  func closedStreams() async throws {
    try await GatewayHarness.run(adjust: settings("signals: [refusal], stream: closed")) { harness in
      harness.upstream.arm(.init(.saying(Self.refusal)), model: GatedPolicies.challengerModel)
      let streamed = try await ask(harness, .openAI, stream: true)
      #expect(harness.weights(of: streamed) == .closed)
      #expect(harness.asked.count == 1)
      let whole = try await ask(harness, .openAI, stream: false)
      #expect(harness.weights(of: whole) == .closed)
      #expect(harness.asked.count == 3)
      #expect(try harness.record(of: streamed).draft.request.contains(#","stream":true,"#))
    }
  }

  @Test(
    "a challenger that fails makes way as ever, and half a held-back stream is never shown",
    arguments: [
      (Fault(.status(500)), "500", false), (Fault(.status(500)), "500", true), (Fault(.cut(after: 3)), "closed", true),
      (Fault(.errorEvent(after: 3)), "malformed", true),
      (Fault(.stall(after: 3)), "timeout:idle", true), (Fault(.truncated(after: 3)), "malformed", true),
      (Fault(.truncated(after: 3)), "malformed", false),
    ])
  func challengerFails(fault: Fault, label: String, stream: Bool) async throws {
    let settings = settings()
    try await GatewayHarness.run(adjust: {
      settings(&$0)
      $0.timeouts.idle = 2_000
    }) { harness in
      harness.upstream.arm(fault, model: GatedPolicies.challengerModel)
      let reply = try await ask(harness, .openAI, stream: stream)
      #expect(reply.status == 200, "\(reply.body)")
      #expect(harness.weights(of: reply) == .closed)
      #expect(!reply.body.contains("deepseek"), "\(reply.body)")
      let record = try harness.record(of: reply)
      #expect(record.outcome.attemptLog == "\(GatedPolicies.challenger):\(label)")
      #expect(record.outcome.cost?.amount == harness.cost(of: reply))
    }
  }

  @Test("a stream that is too long to hold back makes way")
  func tooLong() async throws {
    let settings = settings()
    try await GatewayHarness.run(adjust: {
      settings(&$0)
      $0.limits.replyBytes = 2_000
    }) { harness in
      harness.upstream.arm(
        .init(.saying(String(repeating: "long ", count: 200))), model: GatedPolicies.challengerModel)
      let reply = try await ask(harness, .openAI, stream: true)
      #expect(reply.status == 200)
      #expect(harness.weights(of: reply) == .closed)
      #expect(!reply.body.contains("long"))
    }
  }

  @Test(
    "when nobody answers in its place the caller gets an error, never what was put aside", arguments: [false, true])
  func nobodyElse(stream: Bool) async throws {
    try await GatewayHarness.run(adjust: settings(closed: ["openai/gpt-6.1-terra", "openai/gpt-4.1"])) { harness in
      harness.upstream.arm(.init(.saying(Self.refusal)), model: GatedPolicies.challengerModel)
      for model in ["gpt-6.1-terra", "gpt-4.1"] { harness.upstream.arm(.init(.status(500)), model: model, times: 9) }
      let reply = try await ask(harness, .openAI, stream: stream)
      #expect(reply.status == 502, "\(reply.body)")
      #expect(!reply.body.contains("help with"))
      #expect(harness.asked.count == 3)
      let record = try harness.record(of: reply)
      #expect(record.outcome.status == .upstreamError)
      #expect(record.outcome.servedOffer == nil)
      // What was put aside was used all the same.
      let used = try #require(aside(record))
      #expect(record.outcome.usage == used)
      let catalog = harness.gateway.snapshot.catalog
      let offer = catalog.offers[try #require(catalog.offerNumber(GatedPolicies.challenger))]
      #expect(record.outcome.cost == offer.cost(of: used, at: record.draft.startedAt).amount)
    }
  }

  @Test("a caller who leaves while an answer is held back, or while a second is made, pays a bound that holds")
  func callerLeaves() async throws {
    for faults in [
      [(GatedPolicies.challengerModel, Fault(.stall(after: 3)))],
      [(GatedPolicies.challengerModel, Fault(.saying(Self.refusal))), ("gpt-6.1-terra", Fault(.stall(after: 0)))],
    ] {
      try await GatewayHarness.run(adjust: settings()) { harness in
        for (model, fault) in faults { harness.upstream.arm(fault, model: model) }
        await harness.leave(afterRequests: faults.count)
        let record = try #require(try await harness.untilRecorded(count: 1).first)
        #expect(record.outcome.status == .cancelled)
        #expect(record.outcome.usageEstimated)
        #expect(record.charged > .zero)
        #expect(try record.charged <= #require(record.held))
      }
    }
  }

  @Test("the end of the process is an error to who waits for a held-back answer, and both answers are in the row")
  func shutdown() async throws {
    let settings = settings()
    let harness = try await GatewayHarness.start(adjust: {
      settings(&$0)
      $0.timeouts.drain = 200
    })
    harness.upstream.arm(.init(.saying(Self.refusal)), model: GatedPolicies.challengerModel)
    harness.upstream.arm(.init(.stall(after: 0)), model: "gpt-6.1-terra")
    async let reply = ask(harness, .openAI, stream: true)
    while harness.asked.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
    try await harness.gateway.shutdown()
    let seen = try await reply
    #expect(seen.status == 503)
    #expect(seen.body.contains("shutting down"))
    #expect(!seen.body.contains("help with"))
    try await harness.upstream.stop()
    let reader = try Ledger.openReader(path: harness.folder.appendingPathComponent("steelyard.db").path)
    let record = try #require(try reader.decisions(last: 5).first)
    #expect(record.outcome.attemptLog.contains("escalated(refusal)"))
    #expect(record.charged > .zero)
    try FileManager.default.removeItem(at: harness.folder)
  }

  @Test("a cap has to cover both answers before the first is asked for, and many at once never pass it")
  func caps() async throws {
    try await GatewayHarness.run(adjust: settings()) { harness in
      harness.upstream.arm(.init(.saying(Self.refusal)), model: GatedPolicies.challengerModel, times: 1_000)
      let free = try harness.record(of: try await ask(harness, .openAI, stream: false))
      let held = try #require(free.held)
      let (_, small) = try harness.gateway.ledger.createKey(tenant: "a", caps: Caps(total: held - NanoDollars(1)))
      let refused = try await harness.chat("Write a haiku.", headers: ["authorization": "Bearer \(small)"])
      #expect(refused.status == 429, "\(refused.body)")
      #expect(refused.error("requested_nanousd") == "\(held.amount)")
      #expect(harness.asked.count == 2, "nothing more was asked")
      let cap = NanoDollars(held.amount * 3)
      let (key, secret) = try harness.gateway.ledger.createKey(tenant: "b", caps: Caps(total: cap))
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<24 {
          group.addTask {
            try await harness.chat(
              "Write a haiku.", headers: ["authorization": "Bearer \(secret)"],
              extra: number % 2 == 0 ? #","stream":true"# : ""
            ).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.contains(200))
      #expect(Set(statuses).isSubset(of: [200, 429]))
      let standing = harness.gateway.ledger.standing(of: key, at: .now())
      #expect(standing.allSatisfy { $0.spent <= cap && $0.held == .zero })
    }
  }
}

extension GatewayHarness {
  /// Asks for a stream and closes the connection once the upstream has got this many requests.
  fileprivate func leave(afterRequests count: Int) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = try? await chat("Write a haiku.", extra: #","stream":true"#) }
      while asked.count < count { try? await Task.sleep(for: .milliseconds(2)) }
      // The first pieces have to be there for something to be held back.
      while upstream.log.last?.piecesSent ?? 0 < (count == 1 ? 3 : 0) { try? await Task.sleep(for: .milliseconds(2)) }
      group.cancelAll()
    }
  }
}
