import Testing

@testable import Futures

@Suite("Seeds and workers")
struct DeterminismTests {
  private func model(seed: UInt64 = 11) throws -> FuturesModel {
    var second = SampleWork.uncertain([SampleWork.open, SampleWork.flagship, SampleWork.seats], today: 2)
    second.useCase = "mail"
    second.errorBound = ErrorBound(limit: 0.02, samples: 2000)
    return try FuturesModel(
      [SampleWork.uncertain(), second],
      scenarios: FutureScenario.list(parsing: "breakthrough, us-apis-denied(probability=0.5)"),
      thresholds: [DefectionThreshold(.share(0.1)), DefectionThreshold(.dollars(5), measure: .spend)], seed: seed)
  }

  private func expectSame(_ one: FutureRun, _ other: FutureRun) {
    #expect(one.rows == other.rows)
    #expect(one.costs == other.costs)
    #expect(one.policies == other.policies)
    #expect(one.incentives.map { $0?.curves } == other.incentives.map { $0?.curves })
    #expect(
      one.incentives.map { $0?.crossings.map(\.months) } == other.incentives.map { $0?.crossings.map(\.months) })
  }

  @Test(
    "any number of workers and any size of chunks gives the same numbers", arguments: [1, 2, 3, 7], [1, 17, 64, 512])
  func workers(workers: Int, chunk: Int) async throws {
    let model = try model()
    expectSame(
      try await model.run(count: 700, workers: workers, chunk: chunk), FutureRun(model, model.run(0..<700)))
  }

  @Test("chunks add up to the whole")
  func merging() throws {
    let model = try model()
    var tally = model.run(500..<700)
    tally.merge(model.run(0..<1))
    tally.merge(model.run(1..<500))
    expectSame(FutureRun(model, tally), FutureRun(model, model.run(0..<700)))
  }

  @Test("another seed gives other numbers")
  func seeds() throws {
    let (one, other) = (try model(seed: 1), try model(seed: 2))
    #expect(FutureRun(one, one.run(0..<500)).costs != FutureRun(other, other.run(0..<500)).costs)
  }

  @Test("every future is counted once, in each month and each distribution")
  func counted() throws {
    let model = try model()
    let run = FutureRun(model, model.run(0..<700))
    for row in run.rows {
      for month in row.months {
        #expect(abs(month.shares.values.reduce(month.unserved, +) - 1) < 1e-9)
      }
      #expect(row.change.futures == 700)
    }
    for forecast in run.incentives.compactMap({ $0 }) {
      for crossing in forecast.crossings { #expect(crossing.months.futures == 700) }
    }
  }

  @Test("progress ends at all futures, and a cancelled run stops")
  func progress() async throws {
    let model = try model()
    let task = Task { try await model.run(count: 10_000_000, workers: 2) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await confirmation(expectedCount: 1) { done in
      _ = try? await model.run(count: 100, workers: 1, chunk: 50) { if $0 == 100 { done() } }
    }
  }
}
