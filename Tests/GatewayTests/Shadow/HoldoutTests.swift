import Catalog
import Evidence
import Foundation
import Ledger
import NIOHTTP1
import Routing
import Testing

@testable import Gateway

@Suite("Hold-outs from request to estimate", .serialized)
struct HoldoutTests {
  private static let gate =
    GateHarness.checked + ", margin: 0.1, error: 0.05, pairs: {minimum: 10, maximum: 1000}, "
    + "guardrails: {refusal: 0.2, failure: 0.2, schema: 0.2}"

  /// A gateway whose gate has been opened by pairs, under a secret that makes every lot the same in every run.
  private func open(
    holdout: String, _ body: (GateHarness) async throws -> Void
  ) async throws {
    try await GateHarness.run(
      gate: Self.gate + ", holdout: \(holdout)",
      adjust: { configuration in
        let salt = (0..<32).map { UInt8($0) }
        _ = FileManager.default.createFile(atPath: (configuration.ledgerPath ?? "") + "-salt", contents: Data(salt))
      },
      truth: { side, number in number % (side == .challenger ? 5 : 4) != 0 }
    ) { gates in
      let standing = try #require(gates.desk.all.first)
      let guards = ["refusal", "failure", "schema"].map { GateEvent.guardrail(name: $0, failed: false) }
      var generator = SystemRandomNumberGenerator()
      for number in 0..<300 where gates.desk.all.first?.isOpen == false {
        let pair = ShadowExchange(
          decision: DecisionID(at: .now(), using: &generator), gate: standing.id, unit: "unit \(number)",
          at: .now(), incumbentOffer: "a@x", challengerOffer: "b@y", difference: 2, basis: "check",
          inclusionPPM: 1_000_000)
        #expect(try gates.desk.keep(pair, guards + [.pair(.won)], of: standing) == .taken)
      }
      try #require(gates.desk.all.first?.isOpen == true)
      try await body(gates)
    }
  }

  private func decision(_ reply: RawReply) throws -> DecisionID {
    try #require(reply.headers.first(name: "x-steelyard-decision").flatMap { DecisionID($0) }, "\(reply)")
  }

  @Test("half of the conversations stay with the incumbent, each on its side, and their ratings bracket the truth")
  func halves() async throws {
    try await open(holdout: "0.5") { gates in
      // Pairs by which it came to be open are watched as well.
      let before = try gates.book.gate.basis.drift?.counts.total ?? 0
      var held = 0
      let count = 260
      for number in 0..<count {
        let reply = try await gates.ask(number)
        let model = reply.headers.first(name: "x-steelyard-model")
        #expect(model == GateHarness.incumbent || model == GateHarness.challenger)
        if model == GateHarness.incumbent { held += 1 }
        if number % 10 == 0 {
          let later = try await gates.ask(number, turns: 2)
          #expect(later.headers.first(name: "x-steelyard-model") == model, "one conversation, one side")
        }
        let id = try decision(reply)
        let rating = reply.body.contains("good") ? "good" : "bad"
        let rated = try await gates.harness.send(
          .POST, "/v1/feedback", [:], body: #"{"decision":"\#(id)","rating":"\#(rating)"}"#)
        #expect(rated.status == 200, "\(rated.body)")
      }
      // Five standard deviations of a binomial of a half.
      #expect(abs(held - count / 2) < 40, "\(held)")
      await gates.settled()
      let ledger = gates.harness.gateway.ledger
      ledger.flush()
      // Whoever was held out was neither a failure of the challenger nor a pair that it lost.
      let book = try gates.book
      #expect(book.gate.isOpen)
      let audits = try #require(book.gate.basis.drift?.counts)
      let counts = gates.service.counts
      // Where both sides are bad the check prefers neither.
      #expect(counts.observed + (counts.dropped[.unscored] ?? 0) == count - held, "\(counts)")
      #expect(audits.total == before + counts.observed)
      // Later turns of held-out conversations were seen and dropped as well.
      let lots = try ledger.evidence.lots(of: GateHarness.name)
      #expect(lots.count == count + count / 10)
      #expect(counts.dropped[.otherServed] == lots.count { $0.lot < Int64(OpenGate.lots / 2) })
      let record = try HoldoutRecord(of: book.terms, in: ledger.evidence)
      #expect(record.rates.incumbent == .init(conversations: held, rated: held))
      #expect(record.rates.challenger == .init(conversations: count - held, rated: count - held))
      let quality = try record.quality.get()
      #expect(quality.challenger.lower < 0.8 && 0.8 < quality.challenger.upper)
      #expect(quality.incumbent.lower < 0.75 && 0.75 < quality.incumbent.upper)
      #expect(quality.lower < 0.05 && 0.05 < quality.upper && quality.upper - quality.lower < 0.8)
      #expect(abs(quality.difference - 0.05) < 0.15)
      #expect(quality.alpha == book.terms.rules.alpha)
      // The challenger is the cheaper side.
      #expect(try record.cost.get().difference < 0)
    }
  }

  @Test("the record has lot and chance, and replays to the same decision")
  func recorded() async throws {
    try await open(holdout: "0.25") { gates in
      let harness = gates.harness
      var sides: Set<Bool> = []
      for number in 0..<24 {
        let record = try harness.record(of: try await gates.ask(number))
        let lot = try #require(record.draft.lot)
        let isHeldOut = lot < Int64(OpenGate.lots / 4)
        sides.insert(isHeldOut)
        #expect(record.draft.propensity == (isHeldOut ? 250_000 : 750_000))
        #expect(record.draft.offer?.hasPrefix(isHeldOut ? GateHarness.incumbent : GateHarness.challenger) == true)
        #expect(record.draft.request.contains(#""lot":\#(lot)"#))
        let reader = harness.gateway.ledger.reader
        func body(_ hash: String) throws -> String { try #require(try reader.document(hash: hash)).body }
        let (router, catalog) = try RoutingBasis.router(
          catalog: body(record.draft.catalogHash), policy: body(record.draft.policyHash),
          providers: body(record.draft.upstreamsHash))
        let again = router.decide(
          try JSONDecoder().decode(RoutingRequest.self, from: Data(record.draft.request.utf8)))
        #expect(again.digest == record.draft.digest)
        #expect(again.order.map { catalog.offers[$0.number].id }.joined(separator: ",") == record.draft.order)
      }
      #expect(sides.count == 2)
    }
  }

  @Test("without a hold-out nothing is drawn")
  func none() async throws {
    try await open(holdout: "0") { gates in
      for number in 0..<5 {
        let record = try gates.harness.record(of: try await gates.ask(number))
        #expect(record.draft.lot == nil && record.draft.propensity == 1_000_000)
        #expect(record.draft.offer?.hasPrefix(GateHarness.challenger) == true)
      }
      #expect(try HoldoutRecord(of: gates.book.terms, in: gates.service.store).isEmpty)
    }
  }

  @Test("conversations are one choice, begin with their first chance, and only they are counted")
  func units() {
    var number: Int64 = 0
    var random = SystemRandomNumberGenerator()
    func row(_ lot: Int64, _ ppm: Int64, _ rating: Double?, _ cost: Int64? = 10) -> LotRow {
      number += 1
      return LotRow(
        decision: DecisionID(at: .now(), using: &random), startedAt: Timestamp(milliseconds: number), evidence: 1,
        lot: lot,
        propensityPPM: ppm, rating: rating, cost: cost.map { NanoDollars($0) }, held: NanoDollars(100))
    }
    let low: Int64 = 5
    let high = Int64(OpenGate.lots) - 5
    let units = HoldoutUnit.units([
      row(low, 250_000, 1), row(high, 750_000, nil, nil), row(low, 250_000, -1, 30), row(low, 250_000, nil, nil),
      // The share was changed while the conversation went on.
      row(low, 500_000, 1), row(7, 1_000_000, 1),
    ])
    #expect(units.count == 2)
    #expect(units.first?.isChallenger == false && units.last?.isChallenger == true)
    #expect(units.first?.quality == 0.5 && units.first?.cost == 20)
    #expect(units.last?.quality == nil && units.last?.cost == nil)
    #expect(units.first?.choice(0.5).propensity == 0.25 && units.last?.choice(0.5).propensity == 0.75)
  }
}
