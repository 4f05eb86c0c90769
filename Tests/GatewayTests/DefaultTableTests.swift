import Catalog
import Foundation
import Ledger
import NIOCore
import NIOHTTP1
import Simulator
import Testing

@testable import Gateway

@Suite("the default policy serves each kind of work with its class", .serialized)
struct DefaultTableTests {
  struct Row: Sendable, CustomStringConvertible {
    var useCase: String
    var text: String
    var weights: Set<Weights>
    var stakes: String
    var description: String { useCase }
  }

  static let rows = [
    Row(
      useCase: "legal-finance", text: "Assess the indemnity clause of this share purchase agreement.",
      weights: [.closed], stakes: "irrecoverable"),
    Row(
      useCase: "health-clinical", text: "What dose of amoxicillin is right for a child of 20 kg?",
      weights: [.closed], stakes: "irrecoverable"),
    Row(
      useCase: "crm", text: "Write a short thank-you note to a customer who renewed.", weights: [.open],
      stakes: "routine"),
    Row(
      useCase: "productivity", text: "Turn these meeting notes into five bullet points.",
      weights: [.open, .closed], stakes: "moderate"),
    Row(useCase: "builder", text: "Give me a regular expression for ISO dates.", weights: [.open], stakes: "low"),
  ]

  @Test("a request under each use case is served by a model of its class", arguments: rows)
  func row(_ row: Row) async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.chat(row.text, model: "steelyard/\(row.useCase)")
      #expect(reply.status == 200, "\(reply.body)")
      #expect(reply.headers.first(name: "x-steelyard-use-case") == row.useCase)
      #expect(reply.headers.first(name: "x-steelyard-stakes") == row.stakes)
      let model = try #require(reply.headers.first(name: "x-steelyard-model"))
      let weights = try #require(harness.gateway.snapshot.catalog.model(model)?.weights)
      #expect(row.weights.contains(weights), "\(model) has \(weights.rawValue) weights")
      let cost = try #require(reply.headers.first(name: "x-steelyard-cost-nanousd").flatMap { Int64($0) })
      #expect(cost > 0)
    }
  }

  @Test("a medical question sent as CRM work is pinned to the closed class, streamed or not", arguments: [false, true])
  func mislabelled(stream: Bool) async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.chat(
        "My chest pain got worse overnight. Should I double my dosage of warfarin?", model: "steelyard/crm",
        extra: stream ? #","stream":true"# : "")
      #expect(reply.status == 200, "\(reply.body)")
      #expect(reply.headers.first(name: "x-steelyard-stakes") == "irrecoverable")
      let model = try #require(reply.headers.first(name: "x-steelyard-model"))
      #expect(harness.gateway.snapshot.catalog.model(model)?.weights == .closed)
    }
  }

  @Test("high stakes fail closed: with only open offers up, a clear error and never a cheaper model")
  func failsClosed() async throws {
    try await GatewayHarness.run(providers: ["deepseek"]) { harness in
      let reply = try await harness.chat("Draft a motion to dismiss.", model: "steelyard/legal-finance")
      #expect([403, 503].contains(reply.status), "\(reply.body)")
      #expect(reply.error("message")?.contains("legal-finance") == true)
      #expect(harness.upstream.log.isEmpty)
    }
  }

  @Test("when every closed offer fails, a pinned request gets an error and no open offer sees it")
  func closedOffersDown() async throws {
    try await GatewayHarness.run(adjust: { $0.retries.baseDelay = 1 }) { harness in
      harness.upstream.arm(.init(.status(500)), times: 1000)
      let reply = try await harness.chat("Draft a motion to dismiss.", model: "steelyard/legal-finance")
      #expect(reply.status == 502, "\(reply.body)")
      #expect(!harness.upstream.log.isEmpty)
      let catalog = harness.gateway.snapshot.catalog
      for request in harness.upstream.log {
        let offers = catalog.offers.filter { $0.upstreamModel == request.model }
        #expect(!offers.isEmpty && offers.allSatisfy { catalog.model($0.model)?.weights == .closed })
      }
    }
  }

  @Test("a named concrete model that the policy refuses gives 403 with the rule's name")
  func refusedModel() async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.chat(
        "Summarise this lease.", model: "deepseek-v4-flash", headers: ["x-steelyard-use-case": "legal-finance"])
      #expect(reply.status == 403, "\(reply.body)")
      #expect(reply.error("code") == "refused_by_policy")
      #expect(reply.error("rule")?.isEmpty == false)
    }
  }

  @Test("a named concrete model that the policy permits is served as named")
  func namedModel() async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.chat(
        "Write a haiku.", model: "deepseek-v4-flash", headers: ["x-steelyard-use-case": "builder"])
      #expect(reply.status == 200, "\(reply.body)")
      #expect(reply.headers.first(name: "x-steelyard-model") == "deepseek/deepseek-v4-flash")
    }
  }
}
