import Evidence
import Foundation
import Testing

@Suite("Drift and broken replies")
struct DriftTests {
  @Test("the statistic is the sum over moments of change of each bet's wealth since then")
  func definition() throws {
    let bets = try NonInferiorityTest(margin: 0.05).bets(.worse)
    var detector = try DriftDetector(margin: 0.05)
    let path: [Difference] = [.lost, .tied, .halfLost, .won, .lost, .lost, .halfWon, .tied, .lost]
    for (index, difference) in path.enumerated() {
      detector.observe(difference)
      var sum = 0.0
      for bet in bets {
        for start in 0...index {
          sum += path[start...index].reduce(1.0) { $0 * (1 - bet * ($1.value + 0.05)) }
        }
      }
      #expect(agree(detector.statistic, sum / Double(bets.count), 1e-12))
    }
  }

  @Test("a million losses do not overflow")
  func overflow() throws {
    var detector = try DriftDetector(margin: 0.05)
    for _ in 0..<100_000 { detector.observe(.lost) }
    #expect(detector.statistic.isFinite && detector.isAlarmed)
    let stored = try JSONDecoder().decode(DriftDetector.self, from: JSONEncoder().encode(detector))
    #expect(stored == detector)
  }

  @Test("a weight dampens an observation")
  func weight() throws {
    var full = try DriftDetector(margin: 0.05)
    var light = full
    for _ in 0..<10 {
      full.observe(.lost)
      light.observe(.lost, weight: try #require(SampleWeight(0.1)))
    }
    #expect(light.statistic < full.statistic)
  }

  @Test("a rate's detector alarms above the limit and seldom at it")
  func rate() throws {
    var good = try RateDetector(limit: 0.05)
    for index in 0..<4000 { good.observe(failed: index % 40 == 0) }
    #expect(!good.isAlarmed)
    var bad = good
    var checks = 0
    while !bad.isAlarmed, checks < 1000 {
      bad.observe(failed: checks % 4 == 0)
      checks += 1
    }
    #expect(bad.isAlarmed && checks < 200, "\(checks)")
    #expect(try JSONDecoder().decode(RateDetector.self, from: JSONEncoder().encode(bad)) == bad)
  }

  @Test("the breaker trips on failures in a row, or on too many of the last replies")
  func breaker() {
    let rule = BreakerRule()
    var row = Breaker()
    for _ in 0..<4 { row.observe(failed: true) }
    #expect(!row.trips(rule))
    row.observe(failed: true)
    #expect(row.trips(rule))
    row.observe(failed: false)
    #expect(!row.trips(rule) && row.consecutive == 0)
    var spread = Breaker()
    for index in 0..<64 {
      spread.observe(failed: index % 8 == 0)
      #expect(spread.trips(rule) == (index >= 56), "\(index)")
    }
    for _ in 0..<64 { spread.observe(failed: false) }
    #expect(spread.failures(window: 64) == 0)
  }
}
