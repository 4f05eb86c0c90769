import Economics
import Testing

@Suite("Machines of one's own")
struct SelfHostingTests {
  /// One second of a replica per request; a tenth of its month may be planned with.
  static func hosting(rent: Double = 2, staff: Double = 0) -> SelfHosting {
    SelfHosting(
      model: "lab/model", gpu: "GPU", gpusPerReplica: 2, dollarsPerGPUHour: rent, inputTokensPerSecond: 2000,
      outputTokensPerSecond: 500, utilisation: 0.5, peakToMean: 5, staffPerMonth: staff, source: "test")
  }
  static let shape = TokenShape(input: 1000, output: 250)

  @Test("GPUs are whole and idle hours are paid")
  func plan() throws {
    let capacity = 0.5 * 730.5 * 3600 / 5
    #expect(abs(Self.hosting().requestsPerReplica(Self.shape) - capacity) < 1e-6)
    let small = try #require(Self.hosting().plan(requestsPerMonth: 1000, Self.shape))
    #expect(small.replicas == 1 && small.gpus == 2)
    #expect(abs(small.rent - 2 * 730.5 * 2) < 1e-9)
    // A thousand seconds of work in a month that is paid whole.
    #expect(abs(small.busyShare - 1000 / (730.5 * 3600)) < 1e-12)
    let large = try #require(Self.hosting(staff: 500).plan(requestsPerMonth: capacity * 2 + 1, Self.shape))
    #expect(large.replicas == 3 && large.gpus == 6)
    #expect(abs(large.total - (3 * 2922 + 500)) < 1e-6)
    let perMillion = try #require(large.perMillionTokens)
    #expect(abs(perMillion - large.total / (large.requestsPerMonth * 1250) * 1e6) < 1e-9)
  }

  @Test("a month without requests still costs a replica, and has no cost per request")
  func idle() throws {
    let plan = try #require(Self.hosting().plan(requestsPerMonth: 0, Self.shape))
    #expect(plan.replicas == 1 && plan.perRequest == nil && plan.perMillionTokens == nil && plan.total > 0)
    #expect(Self.hosting().plan(requestsPerMonth: 1e300, Self.shape) == nil)
  }

  @Test("just above a step the API can be cheaper again, so there are several intervals")
  func staircase() throws {
    let hosting = Self.hosting(staff: 100)
    let step = hosting.requestsPerReplica(Self.shape)
    let api = hosting.rentPerReplica / step * 1.25
    let even = HostingBreakEven(hosting, Self.shape, apiPerRequest: api)
    #expect(even.intervals.count > 2 && !even.isTruncated)
    #expect(even.intervals.last?.upTo == .infinity)
    #expect(zip(even.intervals, even.intervals.dropFirst()).allSatisfy { $0.upTo < $1.above })
    // The same answer as asking each volume for both costs.
    for volume in stride(from: step / 40, to: step * 12, by: step / 40) {
      let plan = try #require(hosting.plan(requestsPerMonth: volume, Self.shape))
      let difference = plan.total - volume * api
      guard abs(difference) > 1e-6 else { continue }
      #expect(even.isCheaper(at: volume) == (difference < 0), "at \(volume / step) steps")
    }
  }

  @Test("an API below the cost of a full replica is never undercut")
  func never() {
    let hosting = Self.hosting()
    let full = hosting.rentPerReplica / hosting.requestsPerReplica(Self.shape)
    #expect(HostingBreakEven(hosting, Self.shape, apiPerRequest: full * 0.99).intervals.isEmpty)
    #expect(HostingBreakEven(hosting, Self.shape, apiPerRequest: 0).intervals.isEmpty)
    #expect(!HostingBreakEven(hosting, Self.shape, apiPerRequest: full * 1.01).intervals.isEmpty)
  }

  @Test("very many intervals are cut off and that is said")
  func truncated() {
    let hosting = Self.hosting(staff: 1e6)
    let full = hosting.rentPerReplica / hosting.requestsPerReplica(Self.shape)
    let even = HostingBreakEven(hosting, Self.shape, apiPerRequest: full * 1.0001, limit: 5)
    #expect(even.isTruncated && even.intervals.count == 6 && even.intervals.last?.upTo == .infinity)
  }
}

@Suite("Flat-rate plans against metered use")
struct SeatPlanTests {
  @Test("a seat pays from the fee over the price of a request on")
  func breakEven() throws {
    let plan = SeatPlan(name: "seat", seats: 10, feePerSeat: 20, source: "test")
    let even = try #require(plan.compared(requestsPerMonth: 1000, meteredPerRequest: 0.01).breakEvenPerSeat)
    #expect(abs(even - 2000) < 1e-9)
    #expect(!plan.compared(requestsPerMonth: 19_999, meteredPerRequest: 0.01).planWins)
    #expect(plan.compared(requestsPerMonth: 20_001, meteredPerRequest: 0.01).planWins)
    #expect(plan.compared(requestsPerMonth: 1000, meteredPerRequest: 0.01).feePerRequest == 0.2)
  }

  @Test("what a plan does not serve is metered, and a limit below the break-even point never pays")
  func limit() {
    let plan = SeatPlan(name: "seat", seats: 1, feePerSeat: 20, requestLimitPerSeat: 1500, source: "test")
    let comparison = plan.compared(requestsPerMonth: 3000, meteredPerRequest: 0.01)
    #expect(comparison.planMonthly == 35 && comparison.meteredMonthly == 30)
    #expect(comparison.breakEvenPerSeat == nil)
    #expect(plan.compared(requestsPerMonth: 10, meteredPerRequest: 0).breakEvenPerSeat == nil)
  }
}
