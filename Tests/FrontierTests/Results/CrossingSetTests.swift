import Testing

@testable import Frontier

@Suite("Crossings that are kept without their scores")
struct CrossingSetTests {
  @Test("they are those of the data, pair by pair and benchmark by benchmark")
  func same() async throws {
    let results = try await LagFixture.results()
    #expect(results.crossings.map(\.pair) == FrontierResults.crossingPairs)
    let names = try #require(results.variants.first?.benchmarks.map(\.name))
    for pair in [FrontierPair.openBehindClosed, .chinaBehindUS] {
      for benchmarks in [nil, Set(names.prefix(2))] {
        let fresh = ThresholdCrossings(
          LagFixture.data, pair: pair, window: results.start...results.provenance.newest, benchmarks: benchmarks)
        let kept = try #require(results.crossings(pair, benchmarks: benchmarks))
        #expect(kept.statistics.points == fresh.statistics.points && kept.statistics.points > 0)
        #expect(kept.statistics.pending == fresh.statistics.pending)
        #expect(kept.statistics.mean == fresh.statistics.mean)
        #expect(kept.statistics.medianWithPending == fresh.statistics.medianWithPending)
      }
    }
    #expect(results.crossings(try FrontierPair("open-vs-closed-us")) == nil)
  }

  @Test(
    "a wrong line is refused",
    arguments: [
      ("crossings", 1, "open", "two sides"), ("crossings", 2, "2099-01-01", "wrong way"),
      ("crossings", 4, "1000", "stands where"), ("reached", 1, "999", "between"), ("reached", 2, "nan", "finite"),
      ("reached", 3, "-1", "between"),
    ])
  func refuses(_ name: String, _ field: Int, _ value: String, _ problem: String) async throws {
    let text = try await FrontierResultsTests.changed(name) { $0[field] = value }
    let error = #expect(throws: FrontierResultsError.self) { try FrontierResults(text, file: "r.txt") }
    #expect(error?.problem.contains(problem) ?? false, "\(error?.description ?? "")")
  }

  @Test("lags by kind of work say how much they rest on")
  func work() async throws {
    let results = try await LagFixture.results()
    let names = try #require(results.variants.first?.benchmarks.map(\.name))
    let rows = names.map { "\($0),programming,public" }.joined(separator: "\n")
    let categories = try BenchmarkCategories(CSVTable("benchmark,categories,exposure\n\(rows)\n", file: "c.csv"))
    let lags = PublicLags(results, categories, seed: 1)
    let all = try #require(lags.lag(on: nil, .openBehindClosed))
    let programming = try #require(lags.lag(on: .programming, .openBehindClosed))
    #expect(all.months == programming.months && all.reached == programming.reached && all.reached > 0)
    #expect(all.asOf == results.provenance.newest)
    #expect(lags.lag(on: .writing, .openBehindClosed) == nil)
  }
}
