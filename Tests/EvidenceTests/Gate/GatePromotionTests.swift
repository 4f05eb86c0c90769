import Evidence
import Foundation
import Learning
import Testing

@Suite("A gate opens only on evidence")
struct GatePromotionTests {
  @Test("no fewer than the least number of pairs promote, however good they are")
  func minimum() throws {
    var gate = try GateFixture.gathering()
    for pairs in 1...50 {
      #expect(!gate.isOpen, "\(pairs)")
      gate.apply(.pair(.won))
    }
    #expect(gate.isOpen && gate.tally.total == 50)
  }

  @Test("each guardrail has to pass, and the one that fails keeps the gate shut")
  func guardrails() throws {
    var gate = try GateFixture.gathering(
      GateFixture.rules { $0.guardrails = [.init(name: "leak", limit: 0.05), .init(name: "schema", limit: 0.05)] })
    for _ in 0..<100 { gate.apply(.pair(.won)) }
    for _ in 0..<300 { gate.apply(.guardrail(name: "leak", failed: false)) }
    #expect(gate.state == .gathering(round: 1))
    var checks = 0
    while !gate.isOpen, checks < 300 {
      gate.apply(.guardrail(name: "schema", failed: false))
      checks += 1
    }
    #expect(gate.isOpen && checks > 59, "\(checks)")
  }

  @Test("a guardrail that is shown to fail closes the gate while it gathers")
  func guardrailFails() throws {
    var gate = try GateFixture.gathering(GateFixture.rules { $0.guardrails = [.init(name: "leak", limit: 0.05)] })
    var transition: GateTransition?
    for _ in 0..<50 where transition == nil {
      transition = gate.apply(.guardrail(name: "leak", failed: true)).transition
    }
    #expect(transition?.cause == .guardrail(name: "leak"))
    #expect(try GateAudit.verify(#require(transition), rules: gate.rules).isEmpty)
  }

  @Test("a guardrail that fails later closes an open gate")
  func guardrailDrifts() throws {
    var gate = try GateFixture.gathering(GateFixture.rules { $0.guardrails = [.init(name: "leak", limit: 0.05)] })
    for _ in 0..<200 { gate.apply(.guardrail(name: "leak", failed: false)) }
    for _ in 0..<50 { gate.apply(.pair(.won)) }
    #expect(gate.isOpen)
    for _ in 0..<100 where gate.isOpen { gate.apply(.guardrail(name: "leak", failed: true)) }
    #expect(gate.state == .closed(reason: .guardrail))
  }

  @Test("a round spends its share of α, and rounds begin in order on new data")
  func rounds() throws {
    var gate = try GateFixture.gathering()
    let first = try #require(gate.roundAlpha)
    #expect(agree(first, 6 * 0.05 / (Double.pi * Double.pi)))
    for _ in 0..<40 { gate.apply(.pair(.tied)) }
    gate.apply(.budgetSpent)
    #expect(gate.apply(.start(round: 2)).transition?.basis.pairs == 0)
    let second = try #require(gate.roundAlpha)
    #expect(gate.tally.total == 0 && agree(second, first / 4))
    let all = (1...100_000).compactMap { RoundSpending.unlimited.alpha(0.05, round: $0) }.reduce(0, +)
    #expect(all < 0.05 && all > 0.0499)
  }

  @Test("a single round has all of α and there is no other")
  func single() throws {
    var gate = try GateFixture.gathering(GateFixture.rules { $0.spending = .single })
    #expect(gate.roundAlpha == 0.05)
    gate.apply(.budgetSpent)
    #expect(gate.apply(.start(round: 2)).refusal == .noFurtherRound)
  }

  @Test("a gate decides at the very pair at which the test does", arguments: 1...12)
  func moment(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let law = try PairLaw(tieRate: 0.5, mean: seed % 3 == 0 ? -0.2 : 0.08, halves: 0.3)
    let light = try #require(SampleWeight(0.5))
    var gate = try GateFixture.gathering(GateFixture.rules { $0.maximumPairs = 3000 })
    let test = try NonInferiorityTest(margin: 0.05)
    let limits = TestLimits(alpha: try #require(gate.roundAlpha), maximum: 3000)
    var tally = PairTally()
    while case .gathering = gate.state {
      let difference = law.draw(&random)
      let weight = random.next() % 4 == 0 ? light : .one
      try tally.add(difference, weight: weight)
      gate.apply(.pair(difference: difference, weight: weight, person: nil))
      let expected: GateState =
        switch test.verdict(tally, limits) {
        case .promote: .open(round: 1)
        case .provedWorse: .closed(reason: .provedWorse)
        case .inconclusive: .closed(reason: .inconclusive)
        case .undecided: .gathering(round: 1)
        }
      #expect(gate.state == expected)
      if gate.state != expected { break }
    }
  }

  @Test("the most pairs allowed close a round as inconclusive and never promote")
  func maximum() throws {
    var gate = try GateFixture.gathering(GateFixture.rules { $0.maximumPairs = 60 })
    for index in 0..<60 { gate.apply(.pair(index % 2 == 0 ? .won : .lost)) }
    #expect(gate.state == .closed(reason: .inconclusive))
  }

  @Test("high stakes have no gate without an owner", arguments: [GateStakes.high, .irrecoverable])
  func owner(_ stakes: GateStakes) throws {
    let rules = GateRules.defaults(for: stakes)
    #expect(rules.margin == 0.03 && rules.alpha == 0.01)
    let error = #expect(throws: EvidenceError.self) { try Gate(key: GateFixture.key(), rules: rules) }
    #expect(error?.code == .ownerRequired)
    #expect(throws: EvidenceError.self) {
      try Gate(key: GateFixture.key(), rules: rules, permission: GateFixture.noOne)
    }
    #expect(
      try Gate(key: GateFixture.key(), rules: rules, permission: GateFixture.owner).state
        == .closed(reason: .neverOpened))
  }

  @Test("stakes set the margin and α")
  func defaults() {
    #expect(GateRules.defaults(for: .routine).margin == 0.05 && GateRules.defaults(for: .routine).alpha == 0.05)
    #expect(GateRules.defaults(for: .moderate).margin == 0.03 && GateRules.defaults(for: .moderate).alpha == 0.02)
    #expect(GateRules.defaults(for: .low).margin == 0.10 && GateRules.defaults(for: .low).alpha == 0.05)
    #expect(GateRules.defaults(for: .routine).beta == 0.05 && GateRules.defaults(for: .routine).minimumPairs == 50)
  }

  @Test("a challenger that was good and no longer is does not open on old evidence")
  func freshness() throws {
    var gate = try GateFixture.gathering(GateFixture.rules { $0.guardrails = [.init(name: "leak", limit: 0.05)] })
    for _ in 0..<300 { gate.apply(.pair(.won)) }
    for _ in 0..<25 { gate.apply(.pair(.lost)) }
    #expect(gate.drift?.isAlarmed == true)
    for _ in 0..<300 { gate.apply(.guardrail(name: "leak", failed: false)) }
    #expect(gate.state == .gathering(round: 1) && gate.basis.logENotWorse > 10)
    for _ in 0..<100 { gate.apply(.pair(.won)) }
    #expect(gate.isOpen)
  }

  @Test("the judge's noise shrinks the margin, and too much of it starts nothing")
  func noise() throws {
    var gate = try GateFixture.gate()
    let noise = JudgeNoise(decisive: 200, flipped: 20, swapped: 500, placeDecided: 50)
    gate.apply(.start(round: 1, noise: noise))
    #expect(noise.flipLimit > 0.1 && noise.flipLimit < 0.15 && noise.placeLimit > 0.1)
    #expect(agree(gate.effectiveMargin, 0.05 * (1 - 2 * noise.flipLimit) * (1 - noise.placeLimit)))
    var other = try GateFixture.gate()
    let always = JudgeNoise(decisive: 100, flipped: 0, swapped: 100, placeDecided: 100)
    guard case .invalid(let error) = other.apply(.start(round: 1, noise: always)).refusal else {
      Issue.record("a judge that always prefers the first was accepted")
      return
    }
    #expect(error.code == .judgeTooNoisy && other.rounds == 0)
  }

  @Test("a person's label counts only where labels are drawn by lot, and then outweighs the judge")
  func labels() throws {
    var plain = try GateFixture.gathering()
    #expect(plain.apply(.pair(difference: .won, weight: .one, person: .won)).refusal == .labelNotDrawn)
    var gate = try GateFixture.gathering(GateFixture.rules { $0.labelProbability = 0.5 })
    for index in 0..<400 {
      gate.apply(.pair(difference: .won, weight: .one, person: index % 2 == 0 ? .lost : nil))
    }
    #expect(gate.state == .closed(reason: .provedWorse))
  }
}
