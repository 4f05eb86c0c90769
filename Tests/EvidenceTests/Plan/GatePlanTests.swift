import Evidence
import Foundation
import Learning
import Testing

@Suite("A plan says what gathering will take")
struct GatePlanTests {
  struct Row: Decodable {
    struct Result: Decodable {
      var power: Double
      var mean_n_capped: Double
      var q90: Double?
    }

    var delta: Double
    var tie: Double
    var theta: Double
    var N: Int
    var promote: Result

    enum CodingKeys: String, CodingKey {
      case delta, tie, theta, N
      case promote = "promote_a0.05"
    }
  }

  @Test(
    "simulated pairs agree with the reference's simulation",
    .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
  func reference() throws {
    let rows: [Row] = try EvidenceReference.read("sim_promote")
    let chosen = rows.filter { $0.theta >= 0 && $0.promote.q90 != nil }
    #expect(chosen.count == 17)
    for row in chosen {
      let pairs = try PairsNeeded(
        test: try NonInferiorityTest(margin: row.delta), limits: TestLimits(alpha: 0.05, beta: 1e-9, minimum: 1),
        law: try PairLaw(tieRate: row.tie, mean: row.theta), horizon: row.N, runs: 300, seed: 5)
      let expected = row.promote
      #expect(abs(pairs.mean - expected.mean_n_capped) < 4 * pairs.standardError + 0.03 * expected.mean_n_capped)
      #expect(abs(pairs.promoted(within: row.N).share - expected.power) < 0.06)
      let q90 = try #require(pairs.q90.map(Double.init) ?? (expected.power < 0.95 ? Double(row.N) : nil))
      #expect(abs(q90 / (expected.q90 ?? 1) - 1) < 0.3, "\(row)")
      let guess = PairsNeeded.guess(
        margin: row.delta, alpha: 0.05, law: try PairLaw(tieRate: row.tie, mean: row.theta))
      #expect(guess > 0.5 * expected.mean_n_capped && guess < 1.7 * expected.mean_n_capped, "\(row) \(guess)")
    }
  }

  static let small = GateTraffic(
    unitsPerDay: 30, sampledShare: 0.5, challengerNanoDollars: 200_000, judgeCallNanoDollars: 1_000_000)

  @Test("little traffic is warned of, with what would help and its numbers")
  func hopeless() throws {
    let plan = try GatePlan(rules: .defaults(for: .routine), assumption: .init(), traffic: Self.small, days: 30)
    #expect(plan.warnings.count == 1 && plan.warnings[0].contains("450 pairs"))
    #expect(plan.numbers.decidedInTime < 0.5 && plan.numbers.meanDays > 60)
    #expect(agree(plan.numbers.nanoDollars, plan.numbers.pairs.mean * 2_200_000))
    #expect(
      Set(plan.remedies.map(\.kind)) == Set(GatePlan.Remedy.Kind.allCases).subtracting([.fewerFailures, .higherLimit]))
    let checks = try #require(plan.remedies.first { $0.kind == .deterministicChecks }).numbers
    #expect(checks.pairs.mean < plan.numbers.pairs.mean / 2 && checks.nanoDollars < plan.numbers.nanoDollars / 10)
    for remedy in plan.remedies { #expect(remedy.numbers.decidedInTime > plan.numbers.decidedInTime, "\(remedy.kind)") }
  }

  @Test("enough traffic has no warning, and the same question has the same answer")
  func plenty() throws {
    var traffic = Self.small
    traffic.unitsPerDay = 2000
    func plan() throws -> GatePlan {
      try GatePlan(rules: .defaults(for: .routine), assumption: .init(), traffic: traffic, days: 14)
    }
    let first = try plan()
    #expect(first.warnings.isEmpty && first.remedies.isEmpty && first.numbers.promotedInTime > 0.9)
    let q90 = try #require(first.numbers.q90Days)
    #expect(first.numbers.meanDays < q90)
    #expect(try plan() == first)
  }

  @Test("a later round, a noisy judge and no traffic take longer")
  func harder() throws {
    var traffic = Self.small
    traffic.unitsPerDay = 500
    func mean(_ round: Int, _ noise: JudgeNoise?) throws -> Double {
      try GatePlan(
        rules: .defaults(for: .low), round: round, noise: noise, assumption: .init(), traffic: traffic, days: 30
      )
      .numbers.pairs.mean
    }
    let plain = try mean(1, nil)
    #expect(try mean(3, nil) > 1.2 * plain)
    #expect(try mean(1, JudgeNoise(decisive: 300, flipped: 30)) > 1.4 * plain)
    traffic.unitsPerDay = 0
    let none = try GatePlan(rules: .defaults(for: .low), assumption: .init(), traffic: traffic, days: 30)
    #expect(none.numbers.meanDays == .infinity && none.warnings.contains { $0.contains("no traffic") })
  }

  @Test("a challenger that is assumed to be too bad is said to be")
  func tooBad() throws {
    var traffic = Self.small
    traffic.unitsPerDay = 5000
    let plan = try GatePlan(
      rules: .defaults(for: .low), assumption: .init(tieRate: 0.5, mean: -0.15), traffic: traffic, days: 30)
    #expect(plan.warnings.contains { $0.contains("would be an error") } && plan.numbers.provedWorseInTime > 0.9)
  }

  @Test("impossible assumptions are refused")
  func impossible() {
    #expect(throws: EvidenceError.self) {
      try GatePlan(
        rules: .defaults(for: .low), assumption: .init(tieRate: 0.9, mean: 0.5), traffic: Self.small, days: 30)
    }
    #expect(throws: EvidenceError.self) {
      try GatePlan(rules: .defaults(for: .low), assumption: .init(), traffic: Self.small, days: 0)
    }
  }
}
