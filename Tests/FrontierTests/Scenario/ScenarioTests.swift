import Testing

@testable import Frontier

@Suite("Scenarios of two frontiers")
struct ScenarioTests {
  /// Frontiers without luck and with so many releases that they are lines.
  let smooth = ScenarioWorld(
    leaders: .init(speed: 1.25, speedError: 0, releases: 8), followers: .init(speed: 1.25, speedError: 0, releases: 8),
    lag: 6, lagError: 0, wander: 0)

  private func mean(_ scenario: Scenario, _ ahead: Double, world: ScenarioWorld? = nil) throws -> Double {
    try #require(
      ScenarioOutcome.run(scenario, world: world ?? smooth, ahead: [ahead], count: 400, seed: 7).points.first
    ).mean
  }

  @Test("equal speeds keep the lag")
  func baseline() throws {
    #expect(abs(try mean(.baseline, 24) - 6) < 0.15)
    #expect(
      abs(
        try mean(
          .baseline, 24,
          world: ScenarioWorld(
            leaders: .init(speed: 1.25, speedError: 0, releases: 0.55),
            followers: .init(speed: 1.25, speedError: 0, releases: 0.55))) - 6.2) < 1)
  }

  @Test("a quarter less speed makes the lag grow three months a year")
  func chips() throws {
    let growth = try mean(.chipShock(), 24) - (try mean(.chipShock(), 12))
    #expect(abs(growth - 3) < 0.1)
    #expect(abs(try mean(.chipShock(from: 12), 12) - 6) < 0.15)
  }

  @Test("leaders who are a quarter faster gain months a year once their faster models are the ones that are followed")
  func moat() throws {
    // From then on a month of followers' progress is 1 / 1.25 months of the leaders'.
    let growth = try mean(.computeMoat(), 36) - (try mean(.computeMoat(), 24))
    #expect(abs(growth - 12 * (1 - 1 / 1.25)) < 0.1)
  }

  @Test("followers ninety days later lag three months more, and leaders who withhold seem nearer")
  func headStart() throws {
    let months = 90 / Day.perMonth
    #expect(abs(try mean(.followersDelayed(), 24) - 6 - months) < 0.2)
    #expect(abs(try mean(.leadersWithhold(), 24) - 6 + months) < 0.2)
  }

  @Test("twelve points that followers never get are worth 12 / speed months")
  func leadersBreakthrough() throws {
    let shock = Scenario.breakthrough(.init(hazardPerYear: .infinity, imitation: nil))
    #expect(abs(try mean(shock, 30) - 6 - 12 / 1.25) < 0.3)
    let imitated = Scenario.breakthrough(.init(hazardPerYear: .infinity, imitation: 4...6))
    #expect(abs(try mean(imitated, 30) - 6) < 0.3)
  }

  @Test("a breakthrough of the followers makes the lag negative, and it is shown so")
  func followersBreakthrough() throws {
    let shock = Scenario.breakthrough(.init(hazardPerYear: .infinity, receiver: .followers, imitation: nil))
    #expect(abs(try mean(shock, 24) - (6 - 12 / 1.25)) < 0.3)
    let both = Scenario.breakthrough(.init(hazardPerYear: .infinity, receiver: .both, imitation: nil))
    #expect(abs(try mean(both, 30) - 6) < 0.3)
    // Leaders who come six months later are behind for so long.
    let late = Scenario.breakthrough(.init(hazardPerYear: .infinity, receiver: .both, imitation: 6...6))
    #expect(try mean(late, 5) < 0)
    #expect(abs(try mean(late, 36) - 6) < 0.3)
  }

  @Test("a hazard of zero is no breakthrough") func noHazard() throws {
    #expect(try mean(.breakthrough(.init(hazardPerYear: 0)), 12) == (try mean(.baseline, 12)))
  }

  @Test("without distillation followers lag as on held-out benchmarks")
  func distillation() throws {
    let world = ScenarioWorld(leaders: smooth.leaders, followers: smooth.followers, lag: 5, lagError: 0, wander: 0)
    #expect(abs(try mean(.distillationStop(), 24, world: world) - 8.6) < 0.2)
  }

  @Test("scenarios add up, in effects and in words")
  func combined() throws {
    let both = Scenario.chipShock().and(.followersDelayed())
    #expect(abs(try mean(both, 24) - (6 + 0.25 * 24 + 90 / Day.perMonth * 0.75)) < 0.5)
    #expect(both.name == "chip export shock + head start")
    #expect(both.assumption.contains("25 % slower") && both.assumption.contains("90 days"))
  }

  @Test("the same seed gives the same bands and another one others")
  func seeded() {
    let points = { (seed: UInt64) in ScenarioOutcome.run(.baseline, count: 200, seed: seed).points }
    #expect(points(1) == points(1))
    #expect(points(1) != points(2))
  }

  @Test("each scenario says its assumption in one sentence", arguments: Scenario.all)
  func sentences(scenario: Scenario) {
    #expect(scenario.assumption.hasSuffix("."))
    #expect(scenario.assumption.split(separator: ". ").count == 1)
  }

  @Test("the bands of the baseline are as wide as the lag was seen to wander")
  func width() throws {
    let point = try #require(ScenarioOutcome.run(.baseline, ahead: [12], count: 2000, seed: 3).points.first)
    #expect(point.bands.map(\.level) == [0.5, 0.9, 0.95])
    let width = point.bands[1].upper - point.bands[1].lower
    #expect(width > 8 && width < 16)
    #expect(point.underZero < point.underFloor)
  }

  @Test("nothing to draw is nothing to report")
  func empty() {
    let outcome = ScenarioOutcome.run(.baseline, count: 0, seed: 1)
    #expect(outcome.points.allSatisfy { $0.bands.isEmpty && $0.median.isNaN })
  }
}
