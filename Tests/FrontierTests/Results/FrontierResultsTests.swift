import Testing

@testable import Frontier

@Suite("Results as text")
struct FrontierResultsTests {
  @Test("what is written is read")
  func roundTrip() async throws {
    let results = try await LagFixture.results()
    let text = results.text
    let read = try FrontierResults(text, file: "r.txt")
    #expect(read == results)
    #expect(read.text == text)
    let windows = text.split(separator: "\n").joined(separator: "\r\n")
    #expect(try FrontierResults(windows, file: "r.txt") == results)
  }

  @Test("lags are the same from the text")
  func lags() async throws {
    let results = try await LagFixture.results()
    let read = try FrontierResults(results.text, file: "r.txt")
    let query = LagQuery(
      definition: .daily(z: 1.645), window: Day(year: 2024, month: 1, day: 1)...Day(year: 2026, month: 7, day: 31))
    #expect(try read.lag(query) == results.lag(query))
  }

  @Test("indices have what their specification selects, on nearly one scale")
  func indices() async throws {
    let results = try await LagFixture.results()
    let all = try #require(results.variant("all"))
    #expect(all.capabilities.count == 40 && all.benchmarks.count == 8 && all.scores == 320)
    #expect(
      all.perModel.count == 12 && all.unstratified.count == 6 && all.byBenchmark.count <= 5
        && all.anchor == "Winogrande")
    let points = try #require(results.sample()?.points)
    #expect(isNear(points[10], 130, within: 1e-6) && isNear(points[30], 150, within: 1e-6))
    let some = try #require(results.variant("some"))
    #expect(some.benchmarks.count == 4 && some.scores == 160)
    let part = try #require(results.sample("some")?.points)
    #expect(isNear(part.reduce(0, +), points.reduce(0, +), within: 1e-3))
    let until = try #require(results.sample("until 2025-12-01"))
    #expect(until.models.count < 40 && until.models.allSatisfy { $0.released <= Day(year: 2025, month: 12, day: 1) })
  }

  @Test("a benchmark on the scale of points expects what the fit expects")
  func benchmarks() async throws {
    let results = try await LagFixture.results()
    let fitter = try CapabilityFitter(LagFixture.data.matrix)
    let fit = fitter.fit()
    let all = try #require(results.variant("all"))
    for score in LagFixture.data.matrix.scores.prefix(50) {
      let benchmark = all.benchmarks[score.benchmark]
      let points = all.capabilities[score.model].points
      let expected = CapabilityFitter.logistic(benchmark.slope * (points - benchmark.difficulty))
      #expect(isNear(expected, fit.expected(score), within: 1e-4))
    }
  }

  @Test("an index that does not hang together is left out with the reason")
  func disconnected() async throws {
    let made = try await FrontierResults.fit(
      LagFixture.data, provenance: LagFixture.provenance, draws: .init(perModel: 0, seed: 1),
      others: [(IndexSpecification(name: "empty", benchmarks: ["none"]), .init(perModel: 0, seed: 1))], workers: 1)
    #expect(made.results.variants.count == 1)
    #expect(made.failed.map(\.index) == ["empty"])
  }

  /// A file in which one line is replaced, with the checksum made anew.
  static func changed(_ name: String, _ change: (inout [String]) -> Void) async throws -> String {
    var lines = try await LagFixture.results().text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let index = try #require(lines.firstIndex { $0.hasPrefix(name + "\t") })
    var fields = lines[index].split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    change(&fields)
    lines[index] = fields.joined(separator: "\t")
    let body = lines.prefix { !$0.hasPrefix("checksum") }.map { $0 + "\n" }.joined()
    var sum = FNV1a()
    sum.add(body.utf8)
    return body + "checksum\t\(sum.hexadecimal)\n"
  }

  @Test(
    "a wrong field is refused with its line",
    arguments: [
      ("steelyard-frontier-results", 1, "2", "version"), ("retrieved", 1, "2026-02-30", "day"),
      ("excluded", 1, "-1", "between"), ("model", 2, "soon", "day"), ("model", 5, "ajar", "neither open"),
      ("model", 1, "model 1", "twice"), ("index", 3, "0", "between"), ("index", 4, "nan", "finite"),
      ("index", 7, "x", "seed"), ("index", 8, "9", "stands where"), ("index", 9, "9999", "between"),
      ("benchmark", 2, "inf", "finite"), ("capability", 1, "40", "between"), ("capability", 1, "1", "two capabilities"),
      ("capability", 3, "999", "wrong way"), ("per-model", 1, "AAAA", "bytes"), ("per-model", 1, "A?==", "base64"),
    ])
  func wrongFields(_ name: String, _ field: Int, _ value: String, _ problem: String) async throws {
    let text = try await Self.changed(name) { $0[field] = value }
    let error = #expect(throws: FrontierResultsError.self) { try FrontierResults(text, file: "r.txt") }
    #expect(error?.problem.contains(problem) ?? false, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix("r.txt:") ?? false)
    #expect(error?.remedy.contains("fit again") ?? false)
  }

  @Test("a changed, cut or foreign file is refused", arguments: ["flip", "cut", "empty", "foreign", "fields"])
  func broken(_ how: String) async throws {
    var text = try await LagFixture.results().text
    switch how {
    case "flip": text.replace("130.0", with: "131.0")
    case "cut": text = String(text.prefix(text.count / 2))
    case "empty": text = ""
    case "foreign": text = "Model,Score\na,1\n"
    default: text = try await Self.changed("capability") { $0.removeLast() }
    }
    #expect(throws: FrontierResultsError.self) { try FrontierResults(text, file: "r.txt") }
  }

  @Test(
    "bytes as letters", arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func base64(_ plain: String, _ coded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == coded)
    #expect(Base64.decode(Array(coded.utf8)) == Array(plain.utf8))
    #expect(Base64.decode(Array("Zm9".utf8)) == nil && Base64.decode(Array("Zg=a".utf8)) == nil)
  }

  @Test("the hash is the published one")
  func hash() {
    var sum = FNV1a()
    sum.add("foobar".utf8)
    #expect(sum.hexadecimal == "85944171f73967e8")
  }

  @Test("points are kept to a hundredth and held within 16 bits")
  func quantisation() {
    let draws = PointDraws([[1.234, -400, .nan]], models: 3)
    let row = draws.rows.first ?? []
    #expect(row.count == 3 && Array(row.prefix(2)) == [1.23, -327.67])
    #expect(row.last?.isNaN ?? false, "a draw that says nothing of a model is not zero points")
    #expect(PointDraws.none(models: 3).rows.isEmpty)
  }
}

@Suite("Results of the reference data", .enabled(if: LagReference.isAvailable, LagReference.missing))
struct ReferenceResultsTests {
  @Test("400 draws of each model and 150 of all make less than 600 KB")
  func size() async throws {
    var results = try await LagReference.results()
    func repeated(_ draws: PointDraws, _ count: Int) -> PointDraws {
      PointDraws((0..<count).map { draws.rows[$0 % draws.count] }, models: draws.models)
    }
    results.variants[0].perModel = repeated(results.variants[0].perModel, 400)
    results.variants[0].unstratified = repeated(results.variants[0].unstratified, 150)
    let text = results.text
    #expect(text.utf8.count < 600 << 10)
    #expect(try FrontierResults(text, file: "r.txt") == results)
  }

  @Test("the fit is the optimum of the reference")
  func optimum() async throws {
    let all = try #require(try await LagReference.results().variant("all"))
    #expect(isNear(all.cost, 6.520695497866875, within: 1e-9))
  }
}
