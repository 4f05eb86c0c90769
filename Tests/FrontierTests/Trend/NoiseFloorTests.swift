import Testing

@testable import Frontier

@Suite("The noise floor")
struct NoiseFloorTests {
  @Test("is the error of the two best over the leaders' speed")
  func measured() throws {
    let start = Day(year: 2025, month: 1, day: 1)
    // Leaders gain 2 points a month; the followers' best is 3 points behind the last of them.
    let models = (0..<4).map { number in
      FrontierModel(
        name: "\(number)", released: Day(number: start.number + Int((Double(number) * 2 * Day.perMonth).rounded())),
        organisation: "L", country: "X", weights: number < 3 ? .closed : .open)
    }
    let points = [100.0, 104, 108, 105]
    // The difference of the last two is 2, 3 or 4 points: a standard error of 1.
    let draws = [-1.0, 0, 1].map { shift in [100, 104, 108, 105 + shift] }
    let estimator = LagEstimator(
      CapabilitySample(models: models, points: points, draws: draws), pair: .openBehindClosed,
      window: start...models[3].released)
    let floor = try #require(NoiseFloor(estimator, z: 2))
    #expect(abs(floor.differenceError - 1) < 1e-9)
    #expect(abs(floor.speed - 2) < 0.02)
    #expect(abs(floor.months - 1) < 0.02)
    let bare = LagEstimator(
      CapabilitySample(models: models, points: points, draws: []), pair: .openBehindClosed,
      window: start...models[3].released)
    #expect(NoiseFloor(bare) == nil)
  }
}

@Suite("The scale of an index")
struct UsualScaleTests {
  @Test("is Epoch's where its models are there, else by quarters of the field")
  func usual() {
    #expect(CapabilityScale.usual([0, 1, 2], models: ["a", "GPT-5", "Claude 3.5 Sonnet"]) == .epoch)
    let own = CapabilityScale.usual([3, 1, 2, 0], models: ["d", "b", "c", "a"])
    #expect(own.low.model == "b" && own.high.model == "d" && own.low.points == 130 && own.high.points == 150)
    #expect(CapabilityScale.usual([1, 0], models: ["y", "x"]).low.model == "x")
  }
}
