import Evidence
import Foundation
import Learning
import Testing

@Suite("What must not change a gate does not")
struct GateInvariantTests {
  @Test("a challenger's new version begins with no evidence")
  func version() throws {
    var gate = try GateFixture.gathering()
    for _ in 0..<40 { gate.apply(.pair(.won)) }
    #expect(gate.basis.logENotWorse > 5)
    let transition = try #require(gate.apply(.versionChanged(part: .challenger, to: "2")).transition)
    #expect(transition.basis.pairs == 40 && gate.tally.total == 0 && abs(gate.basis.logENotWorse) < 1e-12)
    var next = try Gate(key: GateFixture.key(challengerVersion: "2"), rules: gate.rules)
    next.apply(.start(round: 1))
    #expect(next.key.id != gate.key.id && abs(next.basis.logENotWorse) < 1e-12)
    gate.apply(.restore)
    #expect(gate.apply(.start(round: 1)).refusal == .wrongRound(expected: 2))
  }

  @Test("a clock that jumps changes nothing but what is shown")
  func clock() throws {
    var steady = try GateFixture.gathering()
    var jumping = steady
    var random = SplitMix64(seed: 3)
    let law = try PairLaw(tieRate: 0.5, mean: 0.1, halves: 0.5)
    for index in 0..<2000 {
      let event = GateEvent.pair(law.draw(&random))
      var left = steady.apply(event, atMilliseconds: Int64(index)).transition
      var right = jumping.apply(event, atMilliseconds: index % 3 == 0 ? .max : .min + Int64(index)).transition
      left?.atMilliseconds = nil
      right?.atMilliseconds = nil
      #expect(left == right)
    }
    #expect(steady.isOpen && jumping.isOpen)
  }

  @Test("replicas' counts merge in any order, and the e-value is the same to the last bit", arguments: [1, 2, 3])
  func replicas(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let law = try PairLaw(tieRate: 0.4, mean: 0.02, halves: 0.3)
    let weights = try [0.2, 0.5, 1.0].map { try #require(SampleWeight($0)) }
    var one = PairTally()
    var two = PairTally()
    var all = PairTally()
    for index in 0..<3000 {
      let difference = law.draw(&random)
      let weight = weights[Int(random.next() % 3)]
      if index % 7 < 3 { try one.add(difference, weight: weight) } else { try two.add(difference, weight: weight) }
      try all.add(difference, weight: weight)
    }
    var left = one
    try left.merge(two)
    var right = two
    try right.merge(one)
    #expect(left == right && left == all)
    let test = try NonInferiorityTest(margin: 0.05)
    #expect(test.logE(.notWorse, left) == test.logE(.notWorse, right))
    #expect(test.logE(.notWorse, left) == test.logE(.notWorse, all))
  }

  @Test("the order of audits counts for drift, so replicas follow the ledger's")
  func order() throws {
    var early = try DriftDetector(margin: 0.05)
    var late = early
    for _ in 0..<30 { early.observe(.lost) }
    for _ in 0..<30 { early.observe(.won) }
    for _ in 0..<30 { late.observe(.won) }
    for _ in 0..<30 { late.observe(.lost) }
    #expect(early.counts == late.counts && late.statistic > 100 * early.statistic)
  }

  @Test("an alarm ends with the evidence for it")
  func live() throws {
    var detector = try DriftDetector(margin: 0.05)
    while !detector.isAlarmed { detector.observe(.lost) }
    for _ in 0..<200 { detector.observe(.won) }
    #expect(!detector.isAlarmed)
  }

  @Test("a gate that was stored and read goes on as if it had not been", arguments: [0, 1, 120, 400, 900])
  func storing(_ when: Int) throws {
    let events = try GateFixture.wholeLife().history.records.map(\.event)
    var gate = try GateFixture.gate()
    var other = gate
    for (index, event) in events.enumerated() {
      if index == when { other = try JSONDecoder().decode(Gate.self, from: JSONEncoder().encode(other)) }
      #expect(gate.apply(event) == other.apply(event))
    }
    #expect(gate.basis == other.basis && gate.state == other.state)
  }

  @Test("a stored gate with numbers that none can have is refused")
  func damaged() throws {
    let text = try #require(String(data: JSONEncoder().encode(GateFixture.open()), encoding: .utf8))
    for (good, bad) in [
      ("\"rounds\":1", "\"rounds\":2"), ("\"rounds\":1", "\"rounds\":-9223372036854775808"),
      ("[0,0,0,0,50]", "[0,0,0,0,-50]"),
      ("[0,0,0,0,50]", "[0,0,0,0,9223372036854775807]"), ("\"margin\":0.05", "\"margin\":5"),
      ("\"weight\":1", "\"weight\":7"),
    ] {
      #expect(text.contains(good), "\(good)")
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(Gate.self, from: Data(text.replacing(good, with: bad).utf8))
      }
    }
  }

  @Test("different keys have different ids, and the same key the same")
  func ids() {
    var keys: [GateKey] = []
    for tenant in [nil, "*", "a", "a|b", "a%7Cb", ""] {
      for useCase in ["x", "x|a", "x%"] {
        var key = GateFixture.key(useCase)
        key.tenant = tenant
        keys.append(key)
      }
    }
    #expect(Set(keys.map(\.id)).count == keys.count && Set(keys.map(\.shortID)).count == keys.count)
    #expect(GateFixture.key("reply to CRM").id == "reply%20to%20CRM|*|closed@host|1|open@host|1|judge-1|policy-1")
    #expect(GateFixture.key().shortID == GateFixture.key().shortID && GateFixture.key().shortID.utf8.count == 16)
  }

  @Test("ten thousand gates fit into 64 MB")
  func size() { #expect(MemoryLayout<Gate>.stride <= 2048) }
}
