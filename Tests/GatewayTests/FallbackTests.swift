import Catalog
import Foundation
import Ledger
import NIOCore
import NIOHTTP1
import Simulator
import Testing

@testable import Gateway

@Suite("what the caller sees when an upstream fails", .serialized)
struct FallbackTests {
  private func quick(_ configuration: inout GatewayConfiguration) {
    configuration.retries.baseDelay = 1
    configuration.retries.maximumDelay = 1500
  }

  @Test(
    "a fault before the first byte is tried again and the caller sees a success",
    arguments: [
      Fault(.status(500)), Fault(.status(503)), Fault(.status(529)), Fault(.reset),
      Fault(.status(429), retryAfter: .seconds(1)),
    ])
  func retried(fault: Fault) async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      harness.upstream.arm(fault, times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm")
      #expect(reply.status == 200, "\(reply.body)")
      #expect(harness.upstream.log.count == 2)
    }
  }

  @Test("an offer that keeps failing makes way for the next in order, and the row says what was tried")
  func fallback() async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      harness.upstream.arm(.init(.status(500)), times: 2)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm")
      #expect(reply.status == 200, "\(reply.body)")
      let id = try #require(reply.headers.first(name: "x-steelyard-decision").flatMap { DecisionID($0) })
      harness.gateway.ledger.flush()
      let found = try harness.gateway.ledger.reader.decision(id)
      let record = try #require(found)
      let order = record.draft.order.split(separator: ",").map(String.init)
      #expect(order.count >= 2)
      #expect(record.outcome.servedOffer == order[1])
      #expect(record.outcome.servedOffer == reply.headers.first(name: "x-steelyard-offer"))
      #expect(record.outcome.attemptLog == "\(order[0]):500 \(order[0]):500")
    }
  }

  @Test("a fault of the request itself is relayed at once with the upstream's words")
  func relayed() async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      harness.upstream.arm(.init(.status(400)), times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm")
      #expect(reply.status == 400, "\(reply.body)")
      #expect(harness.upstream.log.count == 1)
    }
  }

  @Test(
    "a stream that is cut ends with an in-band error and never with [DONE]",
    arguments: [
      Fault(.cut(after: 3)), Fault(.truncated(after: 3)),
    ])
  func cutStream(fault: Fault) async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      harness.upstream.arm(fault, times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm", extra: #","stream":true"#)
      #expect(reply.status == 200)
      #expect(reply.body.contains(#""error""#), "\(reply.body)")
      #expect(!reply.body.contains("data: [DONE]"))
      let id = try #require(reply.headers.first(name: "x-steelyard-decision").flatMap { DecisionID($0) })
      harness.gateway.ledger.flush()
      let found = try harness.gateway.ledger.reader.decision(id)
      let record = try #require(found)
      #expect(record.outcome.status == .cut)
      #expect(record.outcome.usageEstimated)
    }
  }

  @Test("an event that is no JSON is left out of a stream, and the row says so")
  func malformedEvent() async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      harness.upstream.arm(.init(.malformed(after: 3)), times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm", extra: #","stream":true"#)
      #expect(reply.body.hasSuffix("data: [DONE]\n\n"), "\(reply.body)")
      #expect(!reply.body.contains("not JSON"))
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      #expect(record.outcome.status == .ok)
      #expect(record.outcome.attemptLog.hasSuffix(":dropped 1 malformed"), "\(record.outcome.attemptLog)")
    }
  }

  @Test("a stream that is cut before its first event falls back unseen")
  func cutBeforeFirstEvent() async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      harness.upstream.arm(.init(.cut(after: 0)), times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm", extra: #","stream":true"#)
      #expect(reply.status == 200)
      #expect(reply.body.contains("data: [DONE]"), "\(reply.body)")
    }
  }

  @Test("a reply without usage is recorded with an estimate that is flagged")
  func noUsage() async throws {
    try await GatewayHarness.run { harness in
      harness.upstream.arm(.init(.noUsage), times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm")
      #expect(reply.status == 200, "\(reply.body)")
      let id = try #require(reply.headers.first(name: "x-steelyard-decision").flatMap { DecisionID($0) })
      harness.gateway.ledger.flush()
      let found = try harness.gateway.ledger.reader.decision(id)
      let record = try #require(found)
      #expect(record.outcome.usageEstimated)
      #expect((record.outcome.cost?.amount ?? 0) > 0)
    }
  }

  @Test("an upstream that sends nothing is given up at the first-byte limit")
  func firstByte() async throws {
    try await GatewayHarness.run(adjust: {
      $0.retries.attempts = 1
      $0.timeouts.firstByte = 100
    }) { harness in
      harness.upstream.arm(.init(.slow(milliseconds: 60_000)), times: 10)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm")
      #expect(reply.status == 504, "\(reply.body)")
      #expect(reply.error("message")?.contains("first byte") == true)
    }
  }

  @Test("a stream that stalls is ended in-band at the idle limit")
  func stall() async throws {
    try await GatewayHarness.run(adjust: { $0.timeouts.idle = 2_000 }) { harness in
      harness.upstream.arm(.init(.stall(after: 2)), times: 10)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm", extra: #","stream":true"#)
      #expect(reply.status == 200)
      #expect(reply.body.contains("idle time limit"), "\(reply.body)")
      #expect(!reply.body.contains("data: [DONE]"))
    }
  }
}
