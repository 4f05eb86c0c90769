import Evidence
import Foundation
import Learning
import Testing

@Suite("A cascade's threshold")
struct CascadeTests {
  static func cases(_ count: Int, seed: UInt64 = 4) -> [CascadeCase] {
    var random = SplitMix64(seed: seed)
    func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
    return (0..<count)
      .map { _ in
        let score = uniform()
        return CascadeCase(score: score, isBad: uniform() < 1 / (1 + exp(6 * score - 1)))
      }
  }

  @Test("too few cases support no threshold, so all is escalated")
  func few() throws {
    let found = CascadeCalibration(
      (0..<58).map { _ in CascadeCase(score: 1, isBad: false) }, promise: try CascadePromise(risk: 0.05))
    #expect(found.threshold == nil && found.escalates(1) && found.escalationShare == 1)
    let enough = CascadeCalibration(
      (0..<59).map { _ in CascadeCase(score: 1, isBad: false) }, promise: try CascadePromise(risk: 0.05))
    #expect(enough.threshold == 0 && !enough.escalates(0.5) && enough.escalates(.nan))
  }

  @Test("the walk stops at the first threshold that fails, even if a lower one would pass by itself")
  func order() throws {
    var cases = (0..<40).map { _ in CascadeCase(score: 0.95, isBad: true) }
    cases += (0..<2000).map { _ in CascadeCase(score: 0.1, isBad: false) }
    let found = CascadeCalibration(cases, promise: try CascadePromise(risk: 0.01), grid: ThresholdGrid(steps: 20))
    #expect(found.threshold == 1)
  }

  @Test("the bound looked at after every case certifies no more than it may, and its state can be stored")
  func anytime() throws {
    var anytime = try AnytimeCascade(promise: CascadePromise(risk: 0.05))
    var last = 2.0
    for entry in Self.cases(3000) {
      anytime.observe(entry)
      #expect(anytime.threshold ?? 1.5 <= last)
      last = anytime.threshold ?? 1.5
    }
    let found = try #require(anytime.threshold)
    #expect(found >= 0.34 && found <= 0.5, "\(found)")
    let stored = try JSONDecoder().decode(AnytimeCascade.self, from: JSONEncoder().encode(anytime))
    #expect(stored.threshold == anytime.threshold && stored.bad == anytime.bad && stored.count == 3000)
  }

  @Test("exact binomial chances add up")
  func binomial() {
    var sum = 0.0
    for hits in 0...20 {
      var ways = 1.0
      for step in 0..<hits { ways *= Double(20 - step) / Double(step + 1) }
      sum += ways * pow(0.3, Double(hits)) * pow(0.7, Double(20 - hits))
      #expect(agree(BinomialTail.atMost(hits, of: 20, chance: 0.3), min(1, sum), 1e-12))
    }
    #expect(BinomialTail.atMost(-1, of: 5, chance: 0.5) == 0 && BinomialTail.atMost(5, of: 5, chance: 0.5) == 1)
    #expect(agree(ClopperPearson.upper(hits: 0, of: 59, confidence: 0.95), 1 - pow(0.05, 1.0 / 59), 1e-9))
    #expect(BinomialTail.atMost(40_000, of: 100_000, chance: 0.5) < 1e-300)
  }

  @Test("signals are combined into a score that ranks answers")
  func signals() throws {
    var random = SplitMix64(seed: 9)
    func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
    let examples = (0..<600)
      .map { _ in
        let signals = [uniform(), 100 * uniform(), uniform() < 0.1 ? .nan : uniform()]
        return SignalModel.Example(
          signals: signals, isBad: uniform() < 1 / (1 + exp(8 * signals[0] - 0.05 * signals[1])))
      }
    let model = try SignalModel(examples)
    #expect(model.score([1, 0, 0.5]) > 0.8 && model.score([0, 100, 0.5]) < 0.2 && model.score([]) > 0)
    #expect(model.score([0.5, 50, .nan]).isFinite)
    let stored = try JSONDecoder().decode(SignalModel.self, from: JSONEncoder().encode(model))
    #expect(stored.score([0.3, 7, 0.1]) == model.score([0.3, 7, 0.1]))
    #expect(throws: EvidenceError.self) { try SignalModel(examples.filter { !$0.isBad }) }
  }
}
