import Catalog
import Evidence
import Foundation
import Ledger
import NIOHTTP1
import Simulator
import Testing

@testable import Gateway

@Suite("Shadow traffic")
struct ShadowTests {
  @Test("the caller has its reply before the challenger has answered", arguments: [false, true])
  func after(stream: Bool) async throws {
    try await GateHarness.run { gates in
      // The challenger says nothing until the caller has its answer: a caller that waited for it would wait for ever.
      gates.harness.upstream.arm(Fault(.stall(after: 0)), model: GateHarness.upstreamChallenger, times: 1)
      let reply = try await gates.ask(1, stream: stream)
      #expect(reply.status == 200)
      #expect(reply.headers.first(name: "x-steelyard-model") == GateHarness.incumbent)
      while gates.harness.upstream.log.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
      #expect(gates.service.counts.observed == 0)
      #expect(gates.harness.upstream.log[1].model?.contains("deepseek") == true)
    }
  }

  @Test("a pair is scored and counted, from a stream as from a whole reply", arguments: [false, true])
  func pairs(stream: Bool) async throws {
    try await GateHarness.run(
      shadow: { $0.keep = 86_400_000 }, truth: { side, _ in side == .challenger }
    ) { gates in
      try await gates.ask(1, stream: stream)
      await gates.settled()
      #expect(try gates.book.gate.tally.counts.five == [0, 0, 0, 0, 1])
      let kept = try #require(try gates.service.store.exchanges(of: try gates.book.terms.id).first)
      #expect(kept.difference == 2)
      #expect(kept.basis == "judge")
      #expect(kept.incumbentAnswer == "Well, poor q1")
      #expect(kept.challengerAnswer == "I think good q1")
      #expect(kept.prompt?.contains("Please answer q1") == true)
      #expect(kept.inclusionPPM == 1_000_000)
      #expect((kept.challengerCost?.amount ?? 0) > 0)
      #expect((kept.judgeCost?.amount ?? 0) > 0)
      #expect(gates.service.counts.judged == 2)
      let spent = try gates.service.store.spend()
      #expect(spent.map(\.calls).reduce(0, +) == 3)
    }
  }

  @Test("turns of a conversation and repetitions of a request count once")
  func units() async throws {
    try await GateHarness.run { gates in
      for turns in 0..<5 {
        try await gates.ask(7, turns: turns)
        await gates.settled()
      }
      try await gates.ask(7)
      await gates.settled()
      #expect(try gates.book.gate.tally.total == 1)
      #expect(gates.service.counts.dropped[.knownUnit] == 5)
      try await gates.ask(8)
      await gates.settled()
      #expect(try gates.book.gate.tally.total == 2)
    }
  }

  @Test("what does not fit into the queue is dropped and counted, and its callers notice nothing")
  func queue() async throws {
    try await GateHarness.run(
      shadow: {
        $0.queue = 2
        $0.concurrency = 1
      }
    ) { gates in
      gates.harness.upstream.arm(Fault(.stall(after: 0)), model: GateHarness.upstreamChallenger, times: 1)
      for number in 0..<8 { try await gates.ask(number) }
      // One is stuck, one waits for it at the door, two in the queue.
      #expect((gates.service.counts.dropped[.queueFull] ?? 0) >= 4)
      #expect(gates.service.counts.chosen == 8)
    }
  }

  @Test("when the day's budget does not cover the worst case nothing is called")
  func budget() async throws {
    try await GateHarness.run(shadow: { $0.budgetPerDay = NanoDollars(1) }) { gates in
      for number in 0..<3 { try await gates.ask(number) }
      await gates.settled()
      #expect(gates.service.counts.dropped[.overBudget] == 3)
      #expect(gates.harness.upstream.log.allSatisfy { $0.model?.contains("deepseek") == false })
      #expect(gates.service.money.standing(at: .now()).held == .zero)
    }
  }

  @Test("what is spent is what the ledger has of it, and nothing stays held")
  func spends() async throws {
    try await GateHarness.run(shadow: { $0.budgetPerDay = NanoDollars(1_000_000_000) }) { gates in
      for number in 0..<4 {
        try await gates.ask(number)
        await gates.settled()
      }
      let spent = try gates.service.store.spend().reduce(NanoDollars.zero) { $0 + $1.cost }
      #expect(spent > .zero)
      let standing = gates.service.money.standing(at: .now())
      #expect(standing.spent == spent)
      #expect(standing.held == .zero)
    }
  }

  @Test("data that may not go to the challenger's host is never sent there")
  func dataClass() async throws {
    try await GateHarness.run { gates in
      try await gates.ask(1, headers: ["x-steelyard-data-class": "personal"])
      await gates.settled()
      #expect(gates.service.counts.dropped[.notPermitted] == 1)
      try await gates.ask(2, headers: ["x-steelyard-data-class": "internal"])
      await gates.settled()
      #expect(gates.service.counts.observed == 1)
      let shown = gates.harness.upstream.log.filter { $0.model?.contains("deepseek") == true }
      #expect(shown.count == 1)
      #expect(shown.allSatisfy { String(decoding: $0.body, as: UTF8.self).contains("q2") })
    }
  }

  @Test("without 'shadow:' nothing is called and nothing is counted")
  func off() async throws {
    try await GateHarness.run(adjust: { $0.shadow = nil }) { gates in
      for number in 0..<5 { try await gates.ask(number) }
      #expect(gates.service.counts == ShadowCounts())
      #expect(gates.harness.upstream.log.count == 5)
    }
  }

  @Test("other use cases, other dialects' media and several choices leave no trace in the evidence")
  func outside() async throws {
    try await GateHarness.run { gates in
      _ = try await gates.harness.chat("q1 please", model: "steelyard/other")
      #expect(gates.service.counts.seen == 0)
      try await gates.ask(2, extra: #","n":2"#)
      await gates.settled()
      #expect(gates.service.counts.dropped[.severalChoices] == 1)
    }
  }

  @Test("a challenger that fails has lost; its call is tried again as a caller's would be")
  func failing() async throws {
    try await GateHarness.run { gates in
      gates.harness.upstream.arm(Fault(.status(500)), model: GateHarness.upstreamChallenger, times: 2)
      try await gates.ask(1)
      await gates.settled()
      #expect(try gates.book.gate.tally.counts.five == [1, 0, 0, 0, 0])
      let counts = Dictionary(uniqueKeysWithValues: try gates.book.gate.guardrailCounts.map { ($0.name, $0.counts) })
      #expect(counts["failure"]?.failed == 1)
      #expect(gates.service.counts.judged == 0)
    }
  }

  @Test("texts are kept without addresses, and not at all unless that is asked for")
  func retention() async throws {
    try await GateHarness.run(shadow: { $0.keep = 86_400_000 }) { gates in
      _ = try await gates.harness.send(
        .POST, "/v1/chat/completions",
        body: #"{"model":"steelyard/work","messages":[{"role":"user","content":"q5 for a.b@example.org"}]}"#)
      await gates.settled()
      let id = try gates.book.terms.id
      #expect(try gates.service.store.exchanges(of: id).first?.prompt?.contains("q5 for [e-mail]") == true)
      try gates.service.store.prune(now: Timestamp(milliseconds: Timestamp.now().milliseconds + 90_000_000))
      #expect(try gates.service.store.exchanges(of: id).first?.prompt == nil)
    }
    try await GateHarness.run { gates in
      try await gates.ask(1)
      await gates.settled()
      #expect(try gates.service.store.exchanges(of: try gates.book.terms.id).first?.prompt == nil)
    }
  }

  @Test("the end of the process does not wait for what is under way")
  func shutdown() async throws {
    try await GateHarness.run { gates in
      gates.harness.upstream.arm(Fault(.stall(after: 0)), model: GateHarness.upstreamChallenger, times: 1)
      try await gates.ask(1)
      while gates.harness.upstream.log.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
      await gates.service.stop()
      #expect(gates.service.counts.dropped[.shutdown] == 1)
      #expect(gates.service.counts.observed == 0)
    }
  }

  @Test("readiness tells what became of requests and how the gates stand")
  func ready() async throws {
    try await GateHarness.run { gates in
      try await gates.ask(1)
      await gates.settled()
      let shadow = try #require(try await gates.harness.send(.GET, "/ready").json?["shadow"] as? [String: Any])
      #expect((shadow["counts"] as? [String: Any])?["observed"] as? Int == 1)
      #expect((shadow["gates"] as? [String: String])?[GateHarness.name] == "gathering, round 1")
    }
  }
}
