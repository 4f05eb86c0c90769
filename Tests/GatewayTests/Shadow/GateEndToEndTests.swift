import Catalog
import Evidence
import Foundation
import Ledger
import NIOHTTP1
import Simulator
import Synchronization
import TestFiles
import Testing

@testable import Gateway

@Suite("Gates from request to evidence and back")
struct GateEndToEndTests {
  /// What the challenger is worth now; a test changes it.
  private final class Quality: Sendable {
    private let good = Mutex(true)
    var isGood: Bool { good.withLock { $0 } }
    func becomeBad() { good.withLock { $0 = false } }
  }

  private func asked(_ gates: GateHarness, _ numbers: Range<Int>) async throws {
    for number in numbers { try await gates.ask(number) }
    await gates.settled()
  }

  @Test(
    "a challenger that is as good is promoted within a few hundred requests, and taken back when it is not any more")
  func promotion() async throws {
    let quality = Quality()
    // The incumbent fails one question in four; the challenger none, until it drifts.
    try await GateHarness.run(
      gate: GateHarness.checked + ", margin: 0.1, error: 0.05",
      truth: { side, number in side == .incumbent ? number % 4 != 0 : quality.isGood }
    ) { gates in
      #expect(gates.desk.all.first?.state == .gathering(round: 1))
      var number = 0
      while try !gates.book.gate.isOpen, number < 600 {
        try await asked(gates, number..<(number + 20))
        number += 20
      }
      #expect(try gates.book.gate.state == .open(round: 1))
      #expect((60...400).contains(number), "\(number) requests")
      // From now on the challenger serves, and says under which evidence.
      let served = try await gates.ask(number)
      #expect(served.headers.first(name: "x-steelyard-model") == GateHarness.challenger)
      gates.harness.gateway.ledger.flush()
      let record = try #require(try gates.harness.gateway.ledger.reader.decisions(last: 1).first)
      #expect(record.draft.gate == GateHarness.name)
      #expect(record.draft.evidence == (try gates.book.evidence))
      quality.becomeBad()
      number += 1
      let drifted = number
      while try gates.book.gate.isOpen, number < drifted + 600 {
        try await asked(gates, number..<(number + 10))
        number += 10
      }
      #expect(number - drifted <= 300, "\(number - drifted) requests")
      let back = try await gates.ask(number)
      #expect(back.headers.first(name: "x-steelyard-model") == GateHarness.incumbent)
      // All of it can be recomputed from the rows.
      let store = gates.service.store
      let book = try gates.book
      let audit = GateAudit.replay(
        try GateBook.history(book.terms, rows: try store.events(of: book.terms.id)))
      #expect(audit.discrepancies == [])
      #expect(try store.faults(of: book.terms.id) == [])
    }
  }

  @Test("a challenger that is worse never serves")
  func worse() async throws {
    try await GateHarness.run(
      gate: GateHarness.checked + ", margin: 0.1, error: 0.05",
      truth: { side, number in side == .incumbent || number % 2 == 0 }
    ) { gates in
      var number = 0
      while try gates.book.gate.state == .gathering(round: 1), number < 400 {
        try await asked(gates, number..<(number + 20))
        number += 20
      }
      #expect(try gates.book.gate.state == .closed(reason: .provedWorse))
      #expect(gates.harness.gateway.core.openGates.current == nil)
      // What was found worse is not tried again by itself.
      #expect(gates.desk.all.first?.state == .closed(reason: .provedWorse))
    }
  }

  @Test("five failures in a row close an open gate at once, before anything is written")
  func breaker() async throws {
    let quality = Quality()
    try await GateHarness.run(
      gate: GateHarness.checked + ", margin: 0.2, error: 0.1, pairs: {minimum: 10, maximum: 1000}, "
        + "guardrails: {refusal: 0.2, failure: 0.2, schema: 0.2}",
      adjust: { $0.retries.attempts = 1 },
      truth: { side, number in side == .incumbent ? number % 4 != 0 : quality.isGood }
    ) { gates in
      var number = 0
      while try !gates.book.gate.isOpen, number < 300 {
        try await asked(gates, number..<(number + 20))
        number += 20
      }
      #expect(try gates.book.gate.isOpen)
      gates.harness.upstream.arm(Fault(.status(500)), model: GateHarness.upstreamChallenger, times: 1_000)
      for _ in 0..<5 {
        let reply = try await gates.ask(number)
        #expect(reply.status == 200)
        #expect(reply.headers.first(name: "x-steelyard-model") == GateHarness.incumbent)
        number += 1
      }
      #expect(gates.harness.gateway.core.openGates.current == nil)
      await gates.settled()
      let book = try gates.book
      let history = try GateBook.history(book.terms, rows: try gates.service.store.events(of: book.terms.id))
      #expect(history.records.contains { $0.transition?.cause == .hardFailures })
      #expect(GateAudit.replay(history).discrepancies == [])
    }
  }

  @Test("a judge that always prefers the first answer finds only ties")
  func firstPlace() async throws {
    try await GateHarness.run(
      truth: { side, _ in side == .challenger }, judge: { _, _, _ in GateHarness.verdict("A") }
    ) { gates in
      try await asked(gates, 0..<12)
      #expect(try gates.book.gate.tally.counts.five == [0, 0, 12, 0, 0])
    }
  }

  @Test(
    "what a judge says in no usable form, refuses or does not say at all is counted, and never a win",
    arguments: ["I prefer A.", "{\"verdict\":\"A\"}", "I'm sorry, I can't help with that.", "{", ""])
  func garbage(_ words: String) async throws {
    try await GateHarness.run(truth: { side, _ in side == .challenger }, judge: { _, _, _ in words }) { gates in
      try await asked(gates, 0..<3)
      #expect(try gates.book.gate.tally.total == 0)
      #expect(gates.service.counts.dropped[.unscored] == 3)
      #expect(gates.service.counts.judged >= 3)
      let kept = try gates.service.store.exchanges(of: try gates.book.terms.id)
      #expect(kept.allSatisfy { $0.difference == nil && $0.basis == "unscored: judge_unusable" })
    }
  }

  @Test("a judge that cannot be reached scores nothing")
  func judgeDown() async throws {
    try await GateHarness.run(truth: { side, _ in side == .challenger }) { gates in
      gates.harness.upstream.arm(Fault(.status(500)), model: "claude-haiku-4-5", times: 100)
      try await asked(gates, 0..<2)
      #expect(gates.service.counts.dropped[.unscored] == 2)
      #expect(try gates.book.gate.tally.total == 0)
    }
  }

  @Test("a judge that flips 15 % of its verdicts shrinks what it sees, and says so in the counts")
  func flips() async throws {
    let judge: GateHarness.Judge = { first, second, number in
      let isFirstBetter = first.contains("good")
      // By question and order, so that each verdict is flipped on its own.
      let hash = (number &* 2_654_435_761 &+ (isFirstBetter ? 97 : 0)) % 1_000
      let flipped = hash < 150
      return GateHarness.verdict(isFirstBetter != flipped ? "A" : "B")
    }
    try await GateHarness.run(truth: { side, _ in side == .challenger }, judge: judge) { gates in
      try await asked(gates, 0..<120)
      let counts = try gates.book.gate.tally.counts
      #expect(counts.total == 120)
      #expect(counts.lost + counts.halfLost + counts.tied > 0)
      // True difference 1, seen as 1 − 2·0.15 = 0.7; five standard errors of 120 pairs.
      #expect(abs(counts.mean - 0.7) < 0.3, "\(counts.mean)")
    }
  }

  @Test("pairs drawn by lot wait for a person, and count once with both verdicts")
  func labels() async throws {
    try await GateHarness.run(
      shadow: {
        $0.keep = 86_400_000
        $0.labelsPPM = 500_000
      }, truth: { side, _ in side == .challenger }
    ) { gates in
      try await asked(gates, 0..<20)
      let waiting = gates.service.counts.dropped[.awaitingLabel] ?? 0
      #expect((2...18).contains(waiting))
      #expect(try gates.book.gate.tally.total == 20 - waiting)
      let id = try gates.book.terms.id
      let desk = LabelDesk(store: gates.service.store, gate: id, title: "t", person: "ann", seed: [1])
      for _ in 0..<waiting {
        let html = desk.page().html
        var form: [String: String] = ["verdict": "tie"]
        for name in ["decision", "token"] {
          form[name] = html.components(separatedBy: #"name="\#(name)" value=""#)[1].components(separatedBy: "\"")[0]
        }
        #expect(desk.take(form).status == 303)
        // Sent twice, it counts once.
        #expect(desk.take(form).status == 303)
      }
      let book = try gates.book
      #expect(book.gate.tally.total == 20)
      #expect(book.gate.tally.labelledTotal == waiting)
      let history = try GateBook.history(book.terms, rows: try gates.service.store.events(of: id))
      #expect(GateAudit.replay(history).discrepancies == [])
      // What a person said elsewhere is seen by the gateway too.
      gates.desk.refresh(at: .now())
      try await asked(gates, 20..<21)
      #expect(gates.desk.problems == [])
    }
  }

  @Test("identical answers are a tie without a judge")
  func identical() async throws {
    try await GateHarness.run { gates in
      gates.harness.upstream.say { _, _ in "the same" }
      try await asked(gates, 0..<4)
      #expect(try gates.book.gate.tally.counts.five == [0, 0, 4, 0, 0])
      #expect(gates.service.counts.judged == 0)
    }
  }

  @Test("a program decides, and one that crashes or hangs decides nothing")
  func command() async throws {
    let script = TestFiles.path(".sh").path
    let source = """
      #!/bin/sh
      case "$(cat)" in
        *q9*) exit 3;;
        *q8*) sleep 60;;
        *good*) echo '{"verdict":"pass"}';;
        *) echo '{"verdict":"fail","reason":"poor"}';;
      esac
      """
    #expect(
      FileManager.default.createFile(
        atPath: script, contents: Data(source.utf8), attributes: [.posixPermissions: 0o755]))
    try await GateHarness.run(
      gate: #"checks: [{command: ["\#(script)"], timeout_ms: 400}], share: 1"#,
      truth: { side, _ in side == .challenger }
    ) { gates in
      try await asked(gates, 1..<4)
      #expect(try gates.book.gate.tally.counts.five == [0, 0, 0, 0, 3])
      try await asked(gates, 8..<10)
      #expect(gates.service.counts.dropped[.unscored] == 2)
      #expect(try gates.book.gate.tally.total == 3)
    }
  }
}
