import Testing

@testable import Frontier

@Suite("Fit of Epoch's data", .enabled(if: EpochFiles.found != nil, "the shared folder with Epoch's data is not here"))
struct EpochFitTests {
  private let files: EpochFiles
  private let matrix: ScoreMatrix
  private let fitter: CapabilityFitter
  private let fit: CapabilityFit

  init() throws {
    files = try #require(EpochFiles.found)
    matrix = try files.matrix()
    fitter = try CapabilityFitter(matrix)
    fit = fitter.fit()
  }

  @Test("the cost is that of the reference's optimum")
  func cost() throws {
    #expect(matrix.scores.count == 2249)
    #expect(abs(fit.cost - 6.520695497866875) < 1e-9)
    #expect(try abs(fit.cost - files.reference().cost) < 1e-9)
    #expect(fit.gradient <= 1e-10)
    #expect(fit.steps < 40)
  }

  @Test("capabilities are those of the reference's optimum, and near the published ones")
  func capabilities() throws {
    let points = try CapabilityScale.epoch.points(fit.capabilities, models: matrix.models)
    let rows = try files.reference().rows
    #expect(rows.count == matrix.models.count)
    var pairs: [(own: Double, reference: Double)] = []
    for row in rows {
      let own = points[try #require(matrix.models.firstIndex(of: row.name), "\(row.name)")]
      #expect(abs(own - row.optimum) < 1e-3, "\(row.name)")
      #expect(abs(own - row.published) < 0.25, "\(row.name)")
      pairs.append((own, row.optimum))
    }
    let means = (pairs.map(\.own).mean, pairs.map(\.reference).mean)
    let centred = pairs.map { ($0.own - means.0, $0.reference - means.1) }
    let correlation =
      centred.map { $0.0 * $0.1 }.mean
      / (centred.map { $0.0 * $0.0 }.mean * centred.map { $0.1 * $0.1 }.mean).squareRoot()
    #expect(correlation > 0.999999)
  }

  @Test("a second fit is the same to the last bit")
  func deterministic() {
    let again = fitter.fit()
    #expect(again.capabilities == fit.capabilities)
    #expect(again.difficulties == fit.difficulties)
    #expect(again.slopes == fit.slopes)
    #expect(again.cost == fit.cost)
  }

  @Test("no parameter is at a bound, and every benchmark separates models")
  func identifiable() throws {
    let diagnostics = try CapabilityDiagnostics(fitter, fit, scale: .epoch)
    #expect(diagnostics.identifiability.atBound.isEmpty)
    #expect(diagnostics.identifiability.withoutSpread.isEmpty)
    #expect(diagnostics.identifiability.smallestEigenvalue > 1e-4)
    #expect(abs(diagnostics.rootMeanSquare - 0.076) < 0.001)
  }

  @Test("the standard error between the best models is as in the reference's draws")
  func standardError() async throws {
    let draws = try await CapabilityBootstrap.run(fitter, from: fit, count: 40, seed: 7, workers: 2)
      .points(.epoch, models: matrix.models)
    let best = try #require(matrix.models.firstIndex(of: "GPT-5.6 Sol"))
    let open = try #require(matrix.models.firstIndex(of: "Kimi K3"))
    // 1.18 in 500 draws of the reference; 40 draws leave 11 % of noise.
    let error = try #require(draws.standardError(best, open))
    #expect((0.8...1.6).contains(error))
  }
}

extension [Double] {
  fileprivate var mean: Double { reduce(0, +) / Double(count) }
}
