import Catalog
import Foundation
import Ledger
import NIOCore
import NIOHTTP1
import NIOPosix
import Routing
import Simulator
import Testing

@testable import Gateway

@Suite("connections, disconnects, reloads and shutdown", .serialized)
struct LifecycleTests {
  @Test("a client that hangs up stops its upstream, and what was used is settled")
  func disconnect() async throws {
    try await GatewayHarness.run(behaviour: Behaviour(chunkMilliseconds: 20, tokens: 5_000)) { harness in
      try await harness.hangUp(afterBytes: 600)
      let request = try await harness.untilEnded()
      #expect(request.cancelled)
      harness.gateway.ledger.flush()
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      #expect(record.outcome.status == .cancelled)
      #expect(record.outcome.usageEstimated)
      #expect((record.outcome.cost?.amount ?? 0) > 0)
    }
  }

  @Test("requests that follow each other on one connection are answered in order")
  func pipelining() async throws {
    try await GatewayHarness.run { harness in
      let body = #"{"model":"steelyard/crm","messages":[{"role":"user","content":"Thank a customer."}]}"#
      let one =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
      let health = "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n"
      let last = "GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
      let reply = try await harness.raw([], head: one + health + one + last)
      let heads = reply.components(separatedBy: "HTTP/1.1 200 OK").count - 1
      #expect(heads == 4, "\(reply)")
      #expect(harness.upstream.log.count == 2)
    }
  }

  @Test("a good configuration takes effect and a bad one leaves the old one in force")
  func reload() async throws {
    try await GatewayHarness.run { harness in
      var changed = harness.gateway.snapshot.configuration
      changed.limits.bodyBytes = 1_500
      try await harness.gateway.reload(changed)
      let long = String(repeating: "x", count: 2_000)
      #expect(try await harness.chat(long, model: "steelyard/crm").status == 413)
      var bad = changed
      bad.policy = .init(name: "policy.yaml", text: "version: 1\nuse_cases: {crm: {class: opne}}\n")
      bad.limits.bodyBytes = 1 << 20
      await #expect(throws: (any Error).self) { _ = try await harness.gateway.reload(bad) }
      #expect(try await harness.chat(long, model: "steelyard/crm").status == 413)
    }
  }

  @Test("at shutdown a stream that outlasts the drain limit is ended in-band and recorded")
  func shutdown() async throws {
    let harness = try await GatewayHarness.start(
      behaviour: Behaviour(chunkMilliseconds: 20, tokens: 50_000), adjust: { $0.timeouts.drain = 200 })
    async let reply = harness.chat("Thank a customer.", model: "steelyard/crm", extra: #","stream":true"#)
    while harness.upstream.log.first?.piecesSent ?? 0 < 3 { try await Task.sleep(for: .milliseconds(2)) }
    try await harness.gateway.shutdown()
    let body = try await reply.body
    #expect(body.contains("shutting down"), "\(body.suffix(300))")
    #expect(!body.contains("data: [DONE]"))
    try await harness.upstream.stop()
    let reader = try Ledger.openReader(path: harness.folder.appendingPathComponent("steelyard.db").path)
    let statuses = try reader.decisions(last: 5).map(\.outcome.status)
    #expect(statuses == [.cut])
    try FileManager.default.removeItem(at: harness.folder)
  }

  @Test("a slow reader slows its upstream instead of filling memory")
  func backPressure() async throws {
    try await GatewayHarness.run(behaviour: Behaviour(tokens: 90_000)) { harness in
      let reply = try await harness.chat(
        "Thank a customer.", model: "steelyard/crm", extra: #","stream":true,"max_tokens":90000"#)
      #expect(reply.status == 200)
      #expect(reply.body.hasSuffix("data: [DONE]\n\n"), "\(reply.body.suffix(200))")
    }
  }

  @Test("health, readiness and the list of models answer without a body")
  func probes() async throws {
    try await GatewayHarness.run { harness in
      #expect(try await harness.send(.GET, "/health").status == 200)
      let ready = try await harness.send(.GET, "/ready")
      #expect(ready.status == 200)
      #expect(ready.json?["assessor_stages"] as? [String] == ["lexical"])
      let models = try await harness.send(.GET, "/v1/models")
      #expect(models.body.contains(#""id":"steelyard/crm""#), "\(models.body.prefix(300))")
      let anthropic = try await harness.send(.GET, "/v1/models", ["anthropic-version": "2023-06-01"])
      #expect(anthropic.json?["has_more"] as? Bool == false)
      #expect(try await harness.send(.GET, "/v1/models/gpt-99").status == 404)
    }
    try await GatewayHarness.run(providers: []) { harness in
      let status = try await harness.send(.GET, "/ready").status
      #expect(status == 503)
    }
  }

  @Test("a recorded decision is recomputed from the ledger alone and is identical")
  func replay() async throws {
    try await GatewayHarness.run { harness in
      for text in ["Thank a customer.", "Is this eviction notice valid?", "Write a haiku."] {
        _ = try await harness.chat(text, model: "auto")
      }
      harness.gateway.ledger.flush()
      let reader = harness.gateway.ledger.reader
      let records = try reader.decisions(last: 10)
      #expect(records.count == 3)
      for record in records {
        func body(_ hash: String) throws -> String {
          let document = try reader.document(hash: hash)
          return try #require(document).body
        }
        let (router, catalog) = try RoutingBasis.router(
          catalog: body(record.draft.catalogHash), policy: body(record.draft.policyHash),
          providers: body(record.draft.upstreamsHash))
        let request = try JSONDecoder().decode(RoutingRequest.self, from: Data(record.draft.request.utf8))
        let again = router.decide(request)
        #expect(again.digest == record.draft.digest)
        #expect(again.order.map { catalog.offers[$0.number].id }.joined(separator: ",") == record.draft.order)
      }
    }
  }
}

extension GatewayHarness {
  /// Begins a stream and closes the connection after some bytes of it.
  func hangUp(afterBytes limit: Int) async throws {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: gateway.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let body = #"{"model":"steelyard/crm","stream":true,"messages":[{"role":"user","content":"Thank a customer."}]}"#
    try await channel.executeThenClose { inbound, outbound in
      let head = "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
      try await outbound.write(ByteBuffer(string: head + body))
      var seen = 0
      for try await part in inbound {
        seen += part.readableBytes
        if seen >= limit { return }
      }
    }
  }

  /// The first request as the upstream saw it, once it has ended.
  func untilEnded() async throws -> ReceivedRequest {
    while true {
      if let request = upstream.log.first, request.ended || request.cancelled { return request }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// The ledger's rows, once there are `count`.
  func untilRecorded(count: Int) async throws -> [DecisionRecord] {
    while true {
      gateway.ledger.flush()
      let records = try gateway.ledger.reader.decisions(last: count)
      if records.count >= count { return records }
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}
