import Catalog
import Foundation
import Ledger
import NIOCore
import NIOHTTP1
import Simulator
import Testing

@testable import Gateway

@Suite("money on the way through", .serialized)
struct MoneyTests {
  @Test(
    "the cost in the header, the trailer and the ledger are one figure, computed from the provider's usage",
    arguments: [false, true])
  func oneFigure(stream: Bool) async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.chat(
        "Thank a customer.", model: "steelyard/crm", extra: stream ? #","stream":true"# : "")
      #expect(reply.status == 200, "\(reply.body)")
      let name = "x-steelyard-cost-nanousd"
      let shown = stream ? reply.trailers?.first(name: name) : reply.headers.first(name: name)
      let id = try #require(reply.headers.first(name: "x-steelyard-decision").flatMap { DecisionID($0) })
      harness.gateway.ledger.flush()
      let found = try harness.gateway.ledger.reader.decision(id)
      let record = try #require(found)
      let cost = try #require(record.outcome.cost)
      #expect(shown == "\(cost.amount)")
      #expect(!record.outcome.usageEstimated)
      let usage = try #require(record.outcome.usage)
      let catalog = harness.gateway.snapshot.catalog
      let served = try #require(record.outcome.servedOffer)
      let number = try #require(catalog.offerNumber(served))
      let offer = catalog.offers[number]
      #expect(offer.cost(of: usage, at: record.draft.startedAt) == .known(cost))
      #expect(cost <= (record.held ?? .zero))
    }
  }

  @Test("a stream whose caller did not ask for usage gets no usage chunk, and is still accounted exactly")
  func usageChunkIsStripped() async throws {
    try await GatewayHarness.run { harness in
      let plain = try await harness.chat("Thank a customer.", model: "steelyard/crm", extra: #","stream":true"#)
      #expect(!plain.body.contains(#""usage":{"#), "\(plain.body)")
      let asked = try await harness.chat(
        "Thank a customer.", model: "steelyard/crm", extra: #","stream":true,"stream_options":{"include_usage":true}"#)
      #expect(asked.body.contains(#""usage""#))
    }
  }

  @Test("a key over its cap gets 429 with cap, spent, held and reset, and nothing is sent")
  func overBudget() async throws {
    try await GatewayHarness.run { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(
        tenant: "acme", caps: Caps(day: NanoDollars(1_000)), name: "tiny")
      let reply = try await harness.chat(
        "Thank a customer.", model: "steelyard/crm", headers: ["authorization": "Bearer \(secret)"])
      #expect(reply.status == 429, "\(reply.body)")
      #expect(reply.error("code") == "budget_exceeded")
      #expect(reply.error("cap_nanousd") == "1000")
      #expect(reply.error("spent_nanousd") == "0")
      #expect(reply.error("resets_at") != nil)
      #expect(harness.upstream.log.isEmpty)
    }
  }

  @Test("a capped key's answer is limited to what was held for it")
  func imposedLimit() async throws {
    try await GatewayHarness.run { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(
        tenant: "acme", caps: Caps(day: NanoDollars(5_000_000_000)))
      let reply = try await harness.chat(
        "Thank a customer.", model: "steelyard/crm", headers: ["authorization": "Bearer \(secret)"])
      #expect(reply.status == 200, "\(reply.body)")
      let body = try #require(harness.upstream.log.first?.body)
      let sent = String(decoding: body, as: UTF8.self)
      #expect(sent.contains(#""max_tokens":"#) || sent.contains(#""max_completion_tokens":"#), "\(sent)")
    }
  }

  @Test("many requests at once never pass the cap together")
  func concurrent() async throws {
    try await GatewayHarness.run { harness in
      let cap = NanoDollars(30_000_000)
      let (key, secret) = try harness.gateway.ledger.createKey(tenant: "acme", caps: Caps(total: cap))
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<60 {
          group.addTask {
            try await harness.chat(
              "Thank a customer.", model: "steelyard/crm", headers: ["authorization": "Bearer \(secret)"]
            ).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(Set(statuses).isSubset(of: [200, 429]))
      let standing = try #require(harness.gateway.ledger.standing(of: key, at: .now()).first { $0.window == .total })
      #expect(standing.held == .zero)
      #expect(standing.spent <= cap)
    }
  }

  @Test(
    "once a key exists a caller without one, with a wrong one or with a revoked one is refused before its body is read")
  func keys() async throws {
    try await GatewayHarness.run { harness in
      #expect(try await harness.chat("Hello.", model: "steelyard/crm").status == 200)
      let (key, secret) = try harness.gateway.ledger.createKey(tenant: "acme")
      #expect(try await harness.chat("Hello.", model: "steelyard/crm").status == 401)
      let wrong = try await harness.chat("Hello.", headers: ["authorization": "Bearer sk-steelyard-wrong"])
      #expect(wrong.status == 401)
      #expect(wrong.error("code") == "invalid_api_key")
      let right = try await harness.chat("Hello.", model: "steelyard/crm", headers: ["x-api-key": secret])
      #expect(right.status == 200, "\(right.body)")
      _ = try harness.gateway.ledger.revokeKey(key.id)
      #expect(try await harness.chat("{", headers: ["authorization": "Bearer \(secret)"]).status == 401)
    }
  }
}
