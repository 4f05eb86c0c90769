import ArgumentParser
import Foundation
import Frontier

/// How well a fit holds: residuals, influence of benchmarks on the gap, and what the data cannot tell.
struct FrontierDiagnostics {
  private let data: FrontierData

  init(_ data: FrontierData) { self.data = data }

  func write() throws {
    do throws(CapabilityFitError) {
      let fitter = try CapabilityFitter(data.matrix)
      let fit = fitter.fit()
      let found = try CapabilityDiagnostics(fitter, fit, scale: .epoch)
      print(
        "\nresiduals: RMSE \(three(found.rootMeanSquare)) over \(data.matrix.scores.count) scores; "
          + "\(LagText.one(found.effectiveParameters)) effective parameters")
      print("\nBenchmarks by residual\n" + residuals(found.benchmarks).render(.table), terminator: "")
      print("\nModels by residual\n" + residuals(found.models).render(.table), terminator: "")
      print("\n" + identifiability(found.identifiability))
      let influences = try CapabilityInfluence.leavingOutEach(fitter, fit, scale: .epoch) { gap($0) }
      print(
        "\nThe gap of the best closed over the best open model, points, without a benchmark\n"
          + table(influences).render(.table), terminator: "")
    } catch {
      throw ValidationError("no diagnostics: \(error.description)")
    }
  }

  private func gap(_ points: [Double]) -> Double? {
    func best(_ side: FrontierSide) -> Double? {
      points.indices.filter { data.models[$0].map(side.has) ?? false && points[$0].isFinite }.map { points[$0] }.max()
    }
    return best(.closed).flatMap { closed in best(.open).map { closed - $0 } }
  }

  private func residuals(_ rows: [ScoreResiduals]) -> TextTable {
    var table = TextTable([
      .init("name"), .init("scores", .right), .init("RMSE", .right), .init("mean", .right), .init("worst"),
    ])
    for row in rows.sorted(by: { $0.rootMeanSquare > $1.rootMeanSquare }).prefix(12) {
      table.add([
        row.name, "\(row.count)", three(row.rootMeanSquare), three(row.mean),
        row.worst.map { "\($0.name) \(three($0.residual))" } ?? "",
      ])
    }
    return table
  }

  private func table(_ influences: [CapabilityInfluence]) -> TextTable {
    var table = TextTable([.init("without"), .init("gap, points", .right), .init("change", .right)])
    for influence in influences.prefix(12) {
      table.add([influence.benchmark, LagText.one(influence.value), LagText.one(influence.change)])
    }
    return table
  }

  private func identifiability(_ found: CapabilityIdentifiability) -> String {
    func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
    return "condition \(String(format: "%.2g", found.condition)); told least: \(list(found.weakest)); at a bound: "
      + "\(list(found.atBound)); benchmarks whose scores hardly differ: \(list(found.withoutSpread))"
  }

  private func three(_ value: Double) -> String { String(format: "%.3f", value) }
}
