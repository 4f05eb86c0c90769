import Catalog
import Foundation
import Ledger
import NIOCore
import NIOHTTP1
import Simulator
import Testing

@testable import Gateway

@Suite("each attempt is billed to the offer that was asked", .serialized)
struct BillTests {
  private func quick(_ configuration: inout GatewayConfiguration) {
    configuration.retries.attempts = 1
    configuration.timeouts.idle = 2_000
    configuration.timeouts.idleWithFallback = 2_000
  }

  private func cost(_ record: DecisionRecord, _ bill: AttemptBill, _ harness: GatewayHarness) throws -> NanoDollars? {
    let catalog = harness.gateway.snapshot.catalog
    let number = try #require(catalog.offerNumber(bill.offer))
    return catalog.offers[number].cost(of: try #require(bill.usage), at: record.draft.startedAt).amount
  }

  @Test(
    "a stream that stalls or breaks is billed to the offer that sent it, at its price",
    arguments: [
      Fault(.stall(after: 4)), Fault(.cut(after: 4)), Fault(.truncated(after: 4)),
    ])
  func brokenStream(fault: Fault) async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      harness.upstream.arm(fault, times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm", extra: #","stream":true"#)
      #expect(reply.status == 200)
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      let first = try #require(record.draft.order.split(separator: ",").first.map(String.init))
      #expect(record.outcome.servedOffer == first)
      #expect(reply.headers.first(name: "x-steelyard-offer") == first)
      let bill = try #require(record.outcome.bills.first)
      #expect(record.outcome.bills.count == 1)
      #expect(bill.offer == first)
      #expect(bill.isEstimated)
      #expect(try bill.cost == cost(record, bill, harness))
      #expect((bill.usage?.output ?? 0) > 0)
      #expect(record.charged <= record.held ?? .zero)
      #expect(reply.trailers?.first(name: "x-steelyard-cost-nanousd") == record.outcome.cost.map { "\($0.amount)" })
    }
  }

  @Test("a reply that breaks off after its head is billed beside the one that serves, and the caller is told the sum")
  func brokenReply() async throws {
    try await GatewayHarness.run(adjust: quick) { harness in
      let (key, secret) = try harness.gateway.ledger.createKey(
        tenant: "acme", caps: Caps(total: NanoDollars(5_000_000_000)))
      harness.upstream.arm(.init(.cut(after: 1)), times: 1)
      let reply = try await harness.chat(
        "Write a thank-you note.", model: "steelyard/crm", headers: ["x-api-key": secret])
      #expect(reply.status == 200, "\(reply.body)")
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      let order = record.draft.order.split(separator: ",").map(String.init)
      #expect(record.outcome.bills.map(\.offer) == Array(order.prefix(2)))
      #expect(record.outcome.bills.map(\.isEstimated) == [true, false])
      let sum = record.outcome.bills.reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) }
      #expect(record.outcome.cost == sum)
      #expect(reply.headers.first(name: "x-steelyard-cost-nanousd") == "\(sum.amount)")
      let standing = harness.gateway.ledger.standing(of: key, at: .now()).first { $0.window == .total }
      #expect(standing?.spent == sum)
      #expect(sum <= record.held ?? .zero, "more is held before a further attempt than one attempt may cost")
    }
  }

  @Test("a stream that says nothing is given up while another offer is left, whatever it begins with")
  func silentStream() async throws {
    try await GatewayHarness.run(adjust: {
      quick(&$0)
      $0.timeouts.idle = 0
      $0.timeouts.idleWithFallback = 0
      $0.timeouts.firstToken = 2_000
    }) { harness in
      harness.upstream.arm(.init(.stall(after: 1)), times: 1)
      let reply = try await harness.chat("Write a thank-you note.", model: "steelyard/crm", extra: #","stream":true"#)
      #expect(reply.status == 200)
      #expect(reply.body.contains("data: [DONE]"), "\(reply.body)")
      #expect(!reply.body.contains(#""error""#), "\(reply.body)")
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      let order = record.draft.order.split(separator: ",").map(String.init)
      #expect(record.outcome.servedOffer == order[1])
      #expect(record.outcome.attemptLog == "\(order[0]):timeout:first token")
    }
  }

  @Test("a cancelled stream costs what was sent of it, not more than was held")
  func cancelled() async throws {
    try await GatewayHarness.run(behaviour: Behaviour(chunkMilliseconds: 5, tokens: 5_000)) { harness in
      try await harness.hangUp(afterBytes: 4_000)
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      #expect(record.outcome.status == .cancelled)
      let bill = try #require(record.outcome.bills.first)
      #expect(bill.isEstimated)
      #expect(record.charged <= record.held ?? .zero)
      #expect(!record.overrun)
    }
  }
}

@Suite("a cap whose money is only held", .serialized)
struct BudgetWaitTests {
  /// A cap that holds one request of the use case and not two.
  private func capFor(_ harness: GatewayHarness) async throws -> NanoDollars {
    _ = try await harness.chat("Thank a customer.", model: "steelyard/crm")
    let record = try #require(try await harness.untilRecorded(count: 1).last)
    let held = try #require(record.held)
    return NanoDollars(held.amount + held.amount / 2)
  }

  @Test("a request waits for the money of others and is served with it")
  func waits() async throws {
    try await GatewayHarness.run(adjust: { $0.timeouts.budgetWait = 600_000 }) { harness in
      let cap = try await capFor(harness)
      let (_, secret) = try harness.gateway.ledger.createKey(tenant: "acme", caps: Caps(total: cap))
      harness.upstream.arm(.init(.slow(milliseconds: 300)), times: 1)
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 {
          group.addTask {
            try await harness.chat("Thank a customer.", model: "steelyard/crm", headers: ["x-api-key": secret]).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses == [200, 200, 200, 200])
    }
  }

  @Test("one that may not wait is told that money is only held, and when to try again")
  func busy() async throws {
    try await GatewayHarness.run(
      behaviour: Behaviour(chunkMilliseconds: 20, tokens: 50_000), adjust: { $0.timeouts.budgetWait = 0 }
    ) { harness in
      let cap = NanoDollars(400_000_000)
      let (key, secret) = try harness.gateway.ledger.createKey(tenant: "acme", caps: Caps(day: cap))
      var streams: [any Channel] = []
      // Streams until what is left does not cover another one.
      while true {
        let held = harness.gateway.ledger.standing(of: key, at: .now())[0].held
        if let each = harness.lastHold(held, streams.count), held + each > cap { break }
        streams.append(try await harness.openStream(key: secret))
        while harness.upstream.log.count < streams.count { try await Task.sleep(for: .milliseconds(2)) }
      }
      let reply = try await harness.chat(
        "Thank a customer.", model: "steelyard/crm", headers: ["x-api-key": secret], extra: #","max_tokens":90000"#)
      #expect(reply.status == 429, "\(reply.body)")
      #expect(reply.error("code") == "budget_busy", "\(reply.body)")
      #expect(reply.headers.first(name: "retry-after") == "1")
      #expect(reply.headers.first(name: "x-should-retry") == nil)
      for stream in streams { try await stream.close() }
      while harness.gateway.core.places.taken > 0 { try await Task.sleep(for: .milliseconds(2)) }
    }
  }

  @Test("spent money is told with the end of its window, and that trying again is no use")
  func exceeded() async throws {
    try await GatewayHarness.run { harness in
      let (_, secret) = try harness.gateway.ledger.createKey(tenant: "acme", caps: Caps(day: NanoDollars(10)))
      let reply = try await harness.chat("Thank a customer.", model: "steelyard/crm", headers: ["x-api-key": secret])
      #expect(reply.status == 429)
      #expect(reply.error("code") == "budget_exceeded")
      let seconds = try #require(reply.headers.first(name: "retry-after").flatMap { Int($0) })
      #expect((1...86_400).contains(seconds))
      #expect(reply.headers.first(name: "x-should-retry") == "false")
    }
  }
}

extension GatewayHarness {
  /// What each of `count` requests of one kind holds.
  fileprivate func lastHold(_ held: NanoDollars, _ count: Int) -> NanoDollars? {
    count == 0 ? nil : NanoDollars(held.amount / Int64(count))
  }
}
