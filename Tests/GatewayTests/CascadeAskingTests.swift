import Catalog
import Foundation
import Ledger
import NIOHTTP1
import Simulator
import Synchronization
import Testing

@testable import Gateway

@Suite("a cascade asks models about an answer before it is shown", .serialized)
struct CascadeAskingTests {
  static let open = GatedPolicies.challengerModel
  static let closed = "gpt-6.1-terra"
  static let judge = "gpt-4.1"

  static func settings(
    _ cascade: String, closed: [String] = ["openai/gpt-6.1-terra", "openai/gpt-4.1"], extra: String = ""
  ) -> (inout GatewayConfiguration) -> Void {
    { configuration in
      configuration.policy = .init(
        name: "policy.yaml", text: GatedPolicies.cascade(cascade, closed: closed, extra: extra))
      configuration.retries.attempts = 1
    }
  }

  static let agreement = "signals: [schema, refusal, {agreement: {samples: 3, threshold: 0.67}}]"
  static let verifier = "signals: [refusal, {verifier: {model: openai/gpt-4.1, threshold: 0.5}}]"

  /// The row's cost is that of every call at its offer's prices, was held, and is what the caller was told.
  static func expectAllPaid(_ harness: GatewayHarness, _ reply: RawReply) throws -> DecisionRecord {
    let record = try harness.record(of: reply)
    let catalog = harness.gateway.snapshot.catalog
    func cost(_ id: OfferID, _ usage: TokenUsage) throws -> NanoDollars {
      let offer = catalog.offers[try #require(catalog.offerNumber(id))]
      return try #require(offer.cost(of: usage, at: record.draft.startedAt).amount)
    }
    var rest = try #require(record.outcome.usage)
    var sum = NanoDollars.zero
    for entry in record.outcome.attemptLog.split(separator: " ") {
      let parts = entry.split(separator: ":")
      let tokens = try #require(parts.last).split(separator: "+").compactMap { Int($0) }
      guard tokens.count == 2 else { continue }
      sum += try cost(String(parts[0]), TokenUsage(input: tokens[0], output: tokens[1]))
      rest = TokenUsage(input: rest.prompt - tokens[0], output: rest.completion - tokens[1])
    }
    let served = try #require(record.outcome.servedOffer)
    #expect(rest.prompt > 0 && rest.completion > 0, "\(record.outcome.attemptLog)")
    sum += try cost(served, rest)
    #expect(record.outcome.cost == sum, "\(record.outcome.attemptLog)")
    #expect(harness.cost(of: reply) == sum.amount)
    #expect(try #require(record.held) >= sum)
    #expect(!record.overrun && !record.outcome.usageEstimated)
    return record
  }

  private func ask(_ harness: GatewayHarness, _ dialect: String = "openai", stream: Bool, extra: String = "")
    async throws -> RawReply
  {
    let extra = (stream ? #","stream":true"# : "") + extra
    return try await dialect == "openai"
      ? harness.chat("Capital of France?", extra: extra) : harness.message("Capital of France?", extra: extra)
  }

  @Test(
    "answers that agree are served after as many calls as samples, whole and streamed, in both dialects",
    arguments: ["openai", "anthropic"], [false, true])
  func agrees(dialect: String, stream: Bool) async throws {
    try await GatewayHarness.run(adjust: Self.settings(Self.agreement)) { harness in
      let said = Sayings(["Paris.", "**paris**", "Paris"])
      harness.upstream.say { model, _ in model == Self.open ? said.next() : "Rome" }
      let reply = try await ask(harness, dialect, stream: stream)
      #expect(reply.status == 200, "\(reply.body)")
      #expect(reply.headers.first(name: "x-steelyard-offer") == GatedPolicies.challenger)
      #expect(harness.asked == [Self.open, Self.open, Self.open])
      let record = try Self.expectAllPaid(harness, reply)
      #expect(record.outcome.attemptLog.hasPrefix("\(GatedPolicies.challenger):agreement=1.00:"))
      #expect(record.outcome.attempts == 1)
      #expect(!reply.body.contains("**"), "\(reply.body)")
      if stream {
        let end = dialect == "openai" ? "data: [DONE]" : "event: message_stop"
        #expect(reply.body.components(separatedBy: end).count == 2, "one stream, ended once")
      }
    }
  }

  @Test(
    "an answer that the model does not give again is never shown", arguments: ["openai", "anthropic"], [false, true])
  func disagrees(dialect: String, stream: Bool) async throws {
    try await GatewayHarness.run(adjust: Self.settings(Self.agreement)) { harness in
      let said = Sayings(["Lyon", "Lyon", "Nice"])
      harness.upstream.say { model, _ in model == Self.open ? said.next() : "Rome" }
      let reply = try await ask(harness, dialect, stream: stream)
      #expect(reply.status == 200, "\(reply.body)")
      #expect(reply.body.contains("Rome") && !reply.body.contains("Lyon") && !reply.body.contains("Nice"))
      #expect(harness.asked == [Self.open, Self.open, Self.open, Self.closed])
      let record = try Self.expectAllPaid(harness, reply)
      #expect(record.outcome.attemptLog.contains("agreement=0.50:"), "\(record.outcome.attemptLog)")
      #expect(record.outcome.attemptLog.contains("\(GatedPolicies.challenger):escalated(agreement):"))
    }
  }

  @Test(
    "the threshold is a share of the further answers; one that fails agrees with nothing",
    arguments: [
      ("samples: 3, threshold: 0.5", ["7", "7", "8"], nil, true),
      ("samples: 3, threshold: 0.51", ["7", "7", "8"], nil, false),
      ("samples: 2, threshold: 1", ["7", "7"], nil, true),
      ("samples: 2, threshold: 0.1", ["It is 7", "So it is 7"], nil, false),
      ("samples: 2, threshold: 1, compare: number", ["It is 7", "So it is 7"], nil, true),
      ("samples: 2, threshold: 0.1", ["7", "7"], Fault(.status(500)), false),
      ("samples: 2, threshold: 0.1", ["7", "7"], Fault(.stall(after: 0)), false),
      ("samples: 2, threshold: 0.1", ["7", "7"], Fault(.malformed(after: 1)), false),
    ] as [(String, [String], Fault?, Bool)])
  func thresholds(agreement: String, said: [String], fault: Fault?, isKept: Bool) async throws {
    let cascade = "signals: [{agreement: {\(agreement)}}], timeout_ms: 300"
    try await GatewayHarness.run(adjust: Self.settings(cascade)) { harness in
      let words = Sayings(said)
      harness.upstream.say { model, _ in model == Self.open ? words.next() : "closed" }
      if let fault {
        harness.upstream.arm(.init(.saying("7")), model: Self.open)
        harness.upstream.arm(fault, model: Self.open)
      }
      let reply = try await ask(harness, stream: false)
      #expect(reply.status == 200, "\(reply.body)")
      #expect(harness.weights(of: reply) == (isKept ? .open : .closed), "\(reply)")
      let record = try harness.record(of: reply)
      #expect(record.outcome.cost?.amount == harness.cost(of: reply))
      #expect(try #require(record.held) >= #require(record.outcome.cost))
    }
  }

  @Test("further answers are asked with chance and never as a stream, and the first exactly as its caller wrote it")
  func sampleBodies() async throws {
    try await GatewayHarness.run(adjust: Self.settings(Self.agreement)) { harness in
      harness.upstream.say { _, _ in "same" }
      _ = try await ask(
        harness, stream: true, extra: #","temperature":0,"seed":7,"top_p":0.01,"max_tokens":50,"user":"me""#)
      let bodies = harness.upstream.log.compactMap { try? JSONSerialization.jsonObject(with: Data($0.body)) }
        .compactMap { $0 as? [String: Any] }
      #expect(bodies.count == 3)
      #expect(bodies[0]["temperature"] as? Double == 0 && bodies[0]["seed"] as? Int == 7)
      for body in bodies.dropFirst() {
        #expect(body["temperature"] as? Double == 0.7)
        #expect(body["seed"] == nil && body["top_p"] == nil && body["stream"] == nil)
        #expect(body["max_tokens"] as? Int == 50 && body["user"] as? String == "me")
      }
    }
  }

  @Test("a verifier that says yes lets the open answer pass", arguments: [false, true])
  func verified(stream: Bool) async throws {
    try await GatewayHarness.run(adjust: Self.settings(Self.verifier)) { harness in
      harness.upstream.say { model, _ in model == Self.judge ? "Yes." : "Paris" }
      let reply = try await ask(harness, stream: stream)
      #expect(reply.headers.first(name: "x-steelyard-offer") == GatedPolicies.challenger, "\(reply)")
      #expect(harness.asked == [Self.open, Self.judge])
      let record = try Self.expectAllPaid(harness, reply)
      #expect(record.outcome.attemptLog.hasPrefix("openai/gpt-4.1@openai:verifier=1.00:"))
      let question = String(decoding: try #require(harness.upstream.log.last).body, as: UTF8.self)
      #expect(question.contains("Capital of France?") && question.contains("Paris"), "\(question)")
    }
  }

  @Test(
    "a verifier that says no, nothing usable or nothing at all never lets an answer pass",
    arguments: [
      .init(.saying("no")), .init(.saying("No, it is wrong.")), .init(.saying("Perhaps yes")), .init(.saying("")),
      .init(.saying(#"{"verdict":"yes"}"#)), .init(.refusing), .init(.status(500)), .init(.status(400)),
      .init(.stall(after: 0)), .init(.malformed(after: 1)), .init(.cut(after: 1)),
    ] as [Fault], [false, true])
  func doubted(fault: Fault, stream: Bool) async throws {
    try await GatewayHarness.run(adjust: Self.settings(Self.verifier + ", timeout_ms: 300")) { harness in
      harness.upstream.say { model, _ in model == Self.open ? "Lyon" : "Paris" }
      harness.upstream.arm(fault, model: Self.judge)
      let reply = try await ask(harness, stream: stream)
      #expect(reply.status == 200, "\(reply.body)")
      #expect(reply.headers.first(name: "x-steelyard-offer") == "openai/gpt-6.1-terra@openai", "\(reply)")
      #expect(!reply.body.contains("Lyon"))
      #expect(harness.asked == [Self.open, Self.judge, Self.closed])
      let record = try harness.record(of: reply)
      #expect(record.outcome.attemptLog.contains("escalated(verifier)"), "\(record.outcome.attemptLog)")
      #expect(record.outcome.attemptLog.contains("verifier=0.00"), "\(record.outcome.attemptLog)")
      #expect(record.outcome.cost?.amount == harness.cost(of: reply))
      #expect(try #require(record.held) >= #require(record.outcome.cost))
    }
  }

  @Test("votes are averaged, and one that is lost counts as no")
  func votes() async throws {
    for (threshold, isKept) in [("0.6", true), ("0.7", false)] {
      let cascade = "signals: [{verifier: {model: openai/gpt-4.1, votes: 3, threshold: \(threshold)}}]"
      try await GatewayHarness.run(adjust: Self.settings(cascade)) { harness in
        harness.upstream.say { model, _ in model == Self.judge ? "yes" : "Paris" }
        harness.upstream.arm(.init(.status(500)), model: Self.judge)
        let reply = try await ask(harness, stream: false)
        #expect(harness.weights(of: reply) == (isKept ? .open : .closed), "\(reply)")
        #expect(try Self.expectAllPaid(harness, reply).outcome.attemptLog.contains("verifier=0.67:"))
      }
    }
  }

  @Test("without a model of its own the verifier is the model that answered")
  func ownVerifier() async throws {
    try await GatewayHarness.run(adjust: Self.settings("signals: [{verifier: {threshold: 0.5}}]")) { harness in
      let said = Sayings(["Paris", "yes", "Lyon", "no"])
      harness.upstream.say { model, _ in model == Self.open ? said.next() : "closed" }
      let kept = try await ask(harness, stream: false)
      #expect(kept.body.contains("Paris"))
      #expect(try Self.expectAllPaid(harness, kept).outcome.attemptLog.contains("verifier=1.00"))
      let doubted = try await ask(harness, stream: false)
      #expect(doubted.body.contains("closed") && !doubted.body.contains("Lyon"))
      #expect(harness.asked == [Self.open, Self.open, Self.open, Self.open, Self.closed])
      _ = try Self.expectAllPaid(harness, doubted)
    }
  }

  @Test("a verifier that may not see the request is not asked, and no open answer passes unverified")
  func forbiddenVerifier() async throws {
    let cascade = "signals: [{verifier: {model: anthropic/claude-haiku-5-5, threshold: 0.1}}]"
    try await GatewayHarness.run(adjust: Self.settings(cascade)) { harness in
      harness.upstream.say { model, _ in model.contains("claude") ? "yes" : model == Self.open ? "Lyon" : "Paris" }
      let reply = try await ask(harness, stream: false)
      #expect(harness.weights(of: reply) == .closed, "\(reply)")
      #expect(harness.asked == [Self.open, Self.closed])
      #expect(try Self.expectAllPaid(harness, reply).outcome.attemptLog.contains("escalated(verifier)"))
    }
    // The same model where policy lets it see the request.
    let closed = ["openai/gpt-6.1-terra", "anthropic/claude-haiku-5-5"]
    try await GatewayHarness.run(adjust: Self.settings(cascade, closed: closed)) { harness in
      harness.upstream.say { model, _ in model.contains("claude") ? "yes" : "Paris" }
      let reply = try await ask(harness, stream: false)
      #expect(harness.weights(of: reply) == .open, "\(reply)")
      #expect(harness.asked.count == 2)
      _ = try Self.expectAllPaid(harness, reply)
    }
  }

  @Test("what can be read comes first, then what has to be asked, in the order of the policy")
  func order() async throws {
    let cascade =
      "signals: [{verifier: {model: openai/gpt-4.1, threshold: 0.5}}, {agreement: {samples: 2, threshold: 1}}, refusal]"
    for (first, second, verdict, asked, reason) in [
      (CascadeTests.refusal, "x", "yes", [Self.open, Self.closed], "refusal"),
      ("Paris", "Paris", "no", [Self.open, Self.judge, Self.closed], "verifier"),
      ("Paris", "Lyon", "yes", [Self.open, Self.judge, Self.open, Self.closed], "agreement"),
      ("Paris", "Paris", "yes", [Self.open, Self.judge, Self.open], nil),
    ] as [(String, String, String, [String], String?)] {
      try await GatewayHarness.run(adjust: Self.settings(cascade)) { harness in
        let said = Sayings([first, second])
        harness.upstream.say { model, _ in model == Self.judge ? verdict : model == Self.open ? said.next() : "closed" }
        let reply = try await ask(harness, stream: true)
        #expect(harness.asked == asked)
        let record = try Self.expectAllPaid(harness, reply)
        #expect(harness.weights(of: reply) == (reason == nil ? .open : .closed))
        if let reason { #expect(record.outcome.attemptLog.contains("escalated(\(reason))")) }
      }
    }
  }

  @Test("a caller who leaves while models are asked ends their calls, and pays what is known and a bound of the rest")
  func callerLeaves() async throws {
    for (cascade, model) in [(Self.agreement, Self.open), (Self.verifier, Self.judge)] {
      try await GatewayHarness.run(adjust: Self.settings(cascade)) { harness in
        harness.upstream.arm(.init(.saying("Paris")), model: Self.open)
        harness.upstream.arm(.init(.stall(after: 0)), model: model, times: 2)
        let count = model == Self.open ? 3 : 2
        await withTaskGroup(of: Void.self) { group in
          group.addTask { _ = try? await ask(harness, stream: true) }
          while harness.asked.count < count { try? await Task.sleep(for: .milliseconds(2)) }
          group.cancelAll()
        }
        let record = try #require(try await harness.untilRecorded(count: 1).first)
        #expect(record.outcome.status == .cancelled)
        #expect(record.outcome.usageEstimated)
        #expect(record.outcome.attemptLog.contains(":cancelled:"), "\(record.outcome.attemptLog)")
        #expect(record.charged > .zero)
        #expect(try record.charged <= #require(record.held))
        while !harness.upstream.log.suffix(count - 1).allSatisfy(\.cancelled) {
          try await Task.sleep(for: .milliseconds(2))
        }
        #expect(harness.asked.count == count, "nothing more is asked")
      }
    }
  }

  @Test("the end of the process is an error to who waits for a verifier, never the answer that was not verified")
  func shutdown() async throws {
    let settings = Self.settings(Self.verifier)
    let harness = try await GatewayHarness.start(adjust: {
      settings(&$0)
      $0.timeouts.drain = 200
    })
    harness.upstream.say { _, _ in "Lyon" }
    harness.upstream.arm(.init(.stall(after: 0)), model: Self.judge)
    async let reply = ask(harness, stream: true)
    while harness.asked.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
    try await harness.gateway.shutdown()
    let seen = try await reply
    #expect(seen.status == 503)
    #expect(!seen.body.contains("Lyon"))
    try await harness.upstream.stop()
    let reader = try Ledger.openReader(path: harness.folder.appendingPathComponent("steelyard.db").path)
    let record = try #require(try reader.decisions(last: 5).first)
    #expect(record.outcome.attemptLog.contains("verifier:cancelled"), "\(record.outcome.attemptLog)")
    #expect(record.charged > .zero)
    try FileManager.default.removeItem(at: harness.folder)
  }

  @Test("a cap has to cover every call before the first is made")
  func caps() async throws {
    let both = "signals: [{agreement: {samples: 3, threshold: 1}}, {verifier: {model: openai/gpt-4.1, threshold: 0.5}}]"
    try await GatewayHarness.run(adjust: Self.settings(both)) { harness in
      harness.upstream.say { model, _ in model == Self.judge ? "no" : "Paris" }
      let free = try await Self.expectAllPaid(harness, ask(harness, stream: false))
      #expect(harness.asked.count == 5)
      let held = try #require(free.held)
      let (_, small) = try harness.gateway.ledger.createKey(tenant: "a", caps: Caps(total: held - NanoDollars(1)))
      let refused = try await harness.chat("Capital of France?", headers: ["authorization": "Bearer \(small)"])
      #expect(refused.status == 429, "\(refused.body)")
      #expect(harness.asked.count == 5, "nothing more was asked")
    }
  }
}

/// Says one thing after the other, and then the last one again.
final class Sayings: Sendable {
  private let left: Mutex<[String]>

  init(_ words: [String]) { left = Mutex(words) }

  func next() -> String? {
    left.withLock { words in words.count > 1 ? words.removeFirst() : words.first }
  }
}
