import Catalog
import Foundation
import Ledger
import NIOCore
import NIOHTTP1
import NIOPosix
import Simulator
import Testing

@testable import Gateway

@Suite("who is let in, and what they are told", .serialized)
struct DoorTests {
  @Test(
    "without keys a request that a page of another site could have caused is refused",
    arguments: [
      ["host: evil.example"], ["host: 127.0.0.1", "origin: https://evil.example"],
      ["host: 127.0.0.1", "origin: null"], ["host: 127.0.0.1", "sec-fetch-site: cross-site"],
      ["host: localhost.evil.example"], ["host: evil-localhost"], ["host: 192.0.2.1"],
      ["host: 127.0.0.1", "origin: http://127.0.0.1.evil.example"],
    ])
  func foreign(fields: [String]) async throws {
    try await GatewayHarness.run { harness in
      let body = #"{"model":"steelyard/crm","messages":[{"role":"user","content":"Thank a customer."}]}"#
      let reply = try await harness.raw(
        [], head: Self.post(body, fields + ["content-type: text/plain", "connection: close"]))
      #expect(reply.hasPrefix("HTTP/1.1 403 "), "\(reply)")
      #expect(reply.contains("foreign_"), "\(reply)")
      #expect(harness.upstream.log.isEmpty)
    }
  }

  @Test(
    "without keys this machine's own programs and pages are served, and the names that the owner gives",
    arguments: [
      ["host: localhost:8080"], ["host: [::1]:8080"], ["host: LOCALHOST"],
      ["host: 127.0.0.1", "origin: http://localhost:3000", "sec-fetch-site: same-site"], ["host: llm.corp.example"],
    ])
  func ours(fields: [String]) async throws {
    try await GatewayHarness.run(adjust: { $0.hosts = ["llm.corp.example"] }) { harness in
      let body = #"{"model":"steelyard/crm","messages":[{"role":"user","content":"Thank a customer."}]}"#
      let reply = try await harness.raw([], head: Self.post(body, fields + ["connection: close"]))
      #expect(reply.hasPrefix("HTTP/1.1 200 "), "\(reply)")
    }
  }

  @Test("with keys a request that shows one is served under any name")
  func keyed() async throws {
    try await GatewayHarness.run { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(tenant: "acme")
      let body = #"{"model":"steelyard/crm","messages":[{"role":"user","content":"Thank a customer."}]}"#
      let reply = try await harness.raw(
        [], head: Self.post(body, ["host: gw.example", "authorization: Bearer \(secret)", "connection: close"]))
      #expect(reply.hasPrefix("HTTP/1.1 200 "), "\(reply)")
    }
  }

  @Test("without a key that is asked for, readiness says up or down and nothing else")
  func readiness() async throws {
    try await GatewayHarness.run { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(tenant: "acme")
      #expect(try await harness.send(.GET, "/ready").body == #"{"status":"ready"}"#)
      let known = try await harness.send(.GET, "/ready", ["x-api-key": secret])
      #expect(known.json?["policy"] != nil, "\(known.body)")
    }
  }

  @Test("a provider whose key is not set is told of in readiness, to a caller with a key only")
  func warnings() async throws {
    try await GatewayHarness.run(
      environment: ["MISTRAL_API_KEY": ""],
      adjust: {
        var mistral = GatewayConfiguration.ProviderSettings(id: "mistral")
        mistral.keyVariable = "MISTRAL_API_KEY"
        $0.providers.append(mistral)
      }
    ) { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(tenant: "acme")
      #expect(try await harness.send(.GET, "/ready").body == #"{"status":"ready"}"#)
      let known = try await harness.send(.GET, "/ready", ["x-api-key": secret])
      let warnings = try #require(known.json?["warnings"] as? [String])
      #expect(known.status == 200 && warnings.count == 1, "\(known.body)")
      #expect(warnings.first?.contains("'mistral' is not used") == true && warnings[0].contains("MISTRAL_API_KEY"))
    }
  }

  @Test(
    "an upstream's word on our credentials reaches neither the caller nor the ledger", arguments: [401, 402, 403, 500])
  func credentials(status: Int) async throws {
    try await GatewayHarness.run(adjust: { $0.retries.attempts = 1 }) { harness in
      harness.upstream.arm(.init(.status(status)), times: 20)
      let reply = try await harness.chat("Thank a customer.", model: "steelyard/crm")
      #expect(reply.status == 502, "\(reply.body)")
      #expect(!reply.body.contains("simulated"), "\(reply.body)")
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      #expect(record.outcome.error?.contains("simulated") == false, "\(record.outcome.error ?? "")")
    }
  }

  @Test("requests beyond a key's share are refused, and other keys are served")
  func perKey() async throws {
    try await GatewayHarness.run(
      behaviour: Behaviour(chunkMilliseconds: 20, tokens: 50_000), adjust: { $0.limits.requestsPerKey = 1 }
    ) { harness in
      let (_, one) = try harness.gateway.ledger.createKey(tenant: "one")
      let (_, two) = try harness.gateway.ledger.createKey(tenant: "two")
      let stream = try await harness.openStream(key: one)
      while harness.upstream.log.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      let refused = try await harness.chat("Thank a customer.", model: "steelyard/crm", headers: ["x-api-key": one])
      #expect(refused.status == 429)
      #expect(refused.error("code") == "key_overloaded")
      let other = try await harness.openStream(key: two)
      while harness.upstream.log.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
      try await stream.close()
      try await other.close()
      while harness.gateway.core.places.taken > 0 { try await Task.sleep(for: .milliseconds(2)) }
    }
  }

  private static func post(_ body: String, _ fields: [String]) -> String {
    "POST /v1/chat/completions HTTP/1.1\r\n\(fields.joined(separator: "\r\n"))\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}

extension GatewayHarness {
  /// Begins a stream that nobody reads beyond what the sockets take.
  func openStream(key: String? = nil, extra: String = "") async throws -> any Channel {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: false)
      .connect(host: "127.0.0.1", port: gateway.port).get()
    let body =
      #"{"model":"steelyard/crm","stream":true,"max_tokens":90000\#(extra),"messages":[{"role":"user","content":"Thank a customer."}]}"#
    let field = key.map { "x-api-key: \($0)\r\n" } ?? ""
    try await channel.writeAndFlush(
      ByteBuffer(
        string:
          "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n\(field)content-length: \(body.utf8.count)\r\n\r\n\(body)"
      ))
    return channel
  }
}
