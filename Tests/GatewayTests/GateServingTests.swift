import Catalog
import Foundation
import Ledger
import NIOHTTP1
import Routing
import Simulator
import Testing

@testable import Gateway

@Suite("who serves a use case with a gate", .serialized)
struct GateServingTests {
  private func gated(_ configuration: inout GatewayConfiguration) {
    configuration.policy = .init(name: "policy.yaml", text: GatedPolicies.gated)
    configuration.retries.attempts = 1
    configuration.retries.baseDelay = 1
  }

  @Test("while it is closed the incumbent serves and the challenger is never asked", arguments: [false, true])
  func closed(stream: Bool) async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      let reply = try await harness.chat("Write a haiku.", extra: stream ? #","stream":true"# : "")
      #expect(reply.status == 200, "\(reply.body)")
      #expect(reply.headers.first(name: "x-steelyard-model") == "openai/gpt-6.1-terra")
      let record = try harness.record(of: reply)
      #expect(record.draft.gate == GatedPolicies.gate)
      #expect(record.draft.evidence == nil)
      #expect(!record.draft.request.contains("openGates"))
      #expect(record.draft.propensity == 1_000_000 && record.draft.lot == nil)
    }
  }

  @Test("an incumbent that is down is stood in for by other closed models, never by the challenger")
  func incumbentDown() async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      harness.upstream.arm(.init(.status(503)), model: "gpt-6.1-terra", times: 100)
      let reply = try await harness.chat("Write a haiku.")
      #expect(reply.status == 200, "\(reply.body)")
      #expect(harness.weights(of: reply) == .closed)
      #expect(harness.asked.first == "gpt-6.1-terra")
      #expect(harness.asked.count == 2)
    }
  }

  @Test("when no closed model answers the caller gets an error, and no open one was asked", arguments: [false, true])
  func allDown(stream: Bool) async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      harness.upstream.arm(.init(.status(503)), times: 100)
      let reply = try await harness.chat("Write a haiku.", extra: stream ? #","stream":true"# : "")
      #expect(reply.status == 503, "\(reply.body)")
      let catalog = harness.gateway.snapshot.catalog
      for model in harness.asked {
        let weights = catalog.offers.filter { $0.upstreamModel == model }.map { catalog.model($0.model)?.weights }
        #expect(weights.allSatisfy { $0 == .closed }, "\(model)")
      }
      #expect(harness.asked.count == 4)
    }
  }

  @Test("once it is open the challenger serves, by the evidence on record, and goes when it closes again")
  func opensAndCloses() async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      harness.gateway.replaceOpenGates([
        OpenGate(name: "other:x", evidence: 3), OpenGate(name: GatedPolicies.gate, evidence: 412),
      ])
      let open = try await harness.chat("Write a haiku.")
      #expect(open.headers.first(name: "x-steelyard-model") == "deepseek/deepseek-v4-flash")
      let record = try harness.record(of: open)
      #expect(record.draft.gate == GatedPolicies.gate)
      #expect(record.draft.evidence == 412)
      #expect(record.draft.request.contains(#""openGates":[{"name":"\#(GatedPolicies.gate)","evidence":412}]"#))
      #expect(!record.draft.request.contains("other:x"), "only what mattered is kept")
      harness.gateway.replaceOpenGates([])
      let closed = try await harness.chat("Write a haiku.")
      #expect(harness.weights(of: closed) == .closed)
    }
  }

  @Test("the incumbent stands in for a challenger that fails")
  func challengerDown() async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      harness.gateway.replaceOpenGates([OpenGate(name: GatedPolicies.gate, evidence: 1)])
      // The challenger has several hosts in the catalogue; all of them are down.
      harness.upstream.arm(.init(.status(503)), model: GatedPolicies.challengerModel, times: 100)
      let catalog = harness.gateway.snapshot.catalog
      for offer in catalog.offers where offer.model == "deepseek/deepseek-v4-flash" {
        harness.upstream.arm(.init(.status(503)), model: offer.upstreamModel, times: 100)
      }
      let reply = try await harness.chat("Write a haiku.")
      #expect(reply.headers.first(name: "x-steelyard-model") == "openai/gpt-6.1-terra", "\(reply)")
    }
  }

  @Test("text that pins a request leaves the gate behind, however open it is")
  func pinned() async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      harness.gateway.replaceOpenGates([OpenGate(name: GatedPolicies.gate, evidence: 1)])
      let reply = try await harness.chat(
        "My chest pain got worse overnight. Should I double my dosage of warfarin?", model: "steelyard/work")
      #expect(reply.headers.first(name: "x-steelyard-use-case") == "law")
      #expect(harness.weights(of: reply) == .closed)
      #expect(try harness.record(of: reply).draft.gate == nil)
    }
  }

  @Test("who names the challenger is refused while the gate is closed, and told which gate")
  func named() async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      let reply = try await harness.chat("Write a haiku.", model: "deepseek/deepseek-v4-flash")
      #expect(reply.status == 403, "\(reply.body)")
      #expect(reply.error("rule") == "gate/\(GatedPolicies.gate)")
      #expect(harness.asked.isEmpty)
    }
  }

  @Test("a decision under a gate is recomputed from the ledger alone and is identical", arguments: [false, true])
  func replay(isOpen: Bool) async throws {
    try await GatewayHarness.run(adjust: gated) { harness in
      if isOpen { harness.gateway.replaceOpenGates([OpenGate(name: GatedPolicies.gate, evidence: 9)]) }
      let record = try harness.record(of: try await harness.chat("Write a haiku."))
      let reader = harness.gateway.ledger.reader
      func body(_ hash: String) throws -> String {
        let document = try reader.document(hash: hash)
        return try #require(document).body
      }
      let (router, catalog) = try RoutingBasis.router(
        catalog: body(record.draft.catalogHash), policy: body(record.draft.policyHash),
        providers: body(record.draft.upstreamsHash))
      let again = router.decide(
        try JSONDecoder().decode(RoutingRequest.self, from: Data(record.draft.request.utf8)))
      #expect(again.digest == record.draft.digest)
      #expect(again.gate?.evidence == (isOpen ? 9 : nil))
      #expect(again.order.map { catalog.offers[$0.number].id }.joined(separator: ",") == record.draft.order)
    }
  }
}
