import ArgumentParser
import Foundation
import Frontier

/// Times of the capability fit.
struct FrontierBench {
  let data: String
  let python: String?
  let reference: String
  let refits: Int

  /// What the reference script prints.
  private struct Reference: Decodable {
    var cost: Double
    var fitSeconds: Double
    var refits: Int
    var refitsSeconds: Double
  }

  /// One fit and many refits, beside the reference.
  func speed() async throws -> CommandReport.Section {
    let files = ["eci_benchmarks.csv", "eci_scores.csv"].map { "\(data)/\($0)" }
    let read = try FrontierReading(files, today: FrontierFiles.today).data()
    do {
      let fitter = try CapabilityFitter(read.matrix)
      let fit = fitter.fit()
      let seconds = best(of: 20) { _ = fitter.fit() }
      var wall = Double.infinity
      for _ in 0..<3 {
        let start = Date()
        _ = try await CapabilityBootstrap.run(
          fitter, from: fit, count: refits, seed: 1, workers: ProcessInfo.processInfo.activeProcessorCount)
        wall = min(wall, Date().timeIntervalSince(start))
      }
      let other = try measured()
      var table = TextTable([
        .init("what"), .init("Steelyard", .right), .init("reference", .right), .init("ratio", .right),
      ])
      func row(_ what: String, _ own: Double, _ others: Double?, _ text: (Double) -> String) {
        table.add([
          what, text(own), others.map(text) ?? "–", others.map { String(format: "%.0f ×", $0 / own) } ?? "–",
        ])
      }
      row("one fit, ms", seconds, other?.fitSeconds) { String(format: "%.2f", $0 * 1000) }
      let scaled = other.map { $0.refitsSeconds / Double($0.refits) * Double(refits) }
      row("\(refits) refits, s", wall, scaled) { String(format: "%.2f", $0) }
      table.add([
        "cost at the end", String(format: "%.12f", fit.cost), other.map { String(format: "%.12f", $0.cost) } ?? "–", "",
      ])
      return .init(
        heading: "Speed on Epoch's data of 2026-08-11: \(read.matrix.scores.count) scores", key: "speed",
        tables: [table],
        notes: [
          "Largest derivative at the end \(String(format: "%.1e", fit.gradient)), \(fit.steps) steps; the optimum is "
            + "6.520695497867. The reference stops at scipy's default tolerance, a little above it. Refits use all cores "
            + "here and one in the reference, of which \(other?.refits ?? 0) are timed and scaled. Peak memory "
            + "\(Self.peakMebibytes) MiB."
        ])
    } catch let error as CapabilityFitError {
      throw ValidationError(error.description)
    }
  }

  /// How the time of a fit grows with the data.
  func growth() throws -> CommandReport.Section {
    var table = TextTable([
      .init("models", .right), .init("benchmarks", .right), .init("scores", .right), .init("fit, ms", .right),
      .init("µs a score", .right), .init("peak memory, MiB", .right),
    ])
    for (models, benchmarks, perModel) in [(222, 57, 10), (2_220, 171, 10), (2_220, 171, 30)] {
      let made = SyntheticScores(models: models, benchmarks: benchmarks, perModel: perModel, noise: 0.08, seed: 1)
      do throws(CapabilityFitError) {
        let fitter = try CapabilityFitter(made.matrix, settings: SyntheticScores.settings)
        let seconds = best(of: 5) { _ = fitter.fit() }
        let count = made.matrix.scores.count
        table.add([
          "\(models)", "\(benchmarks)", "\(count)", String(format: "%.2f", seconds * 1000),
          String(format: "%.2f", seconds * 1e6 / Double(count)), "\(Self.peakMebibytes)",
        ])
      } catch {
        throw ValidationError(error.description)
      }
    }
    return .init(
      heading: "Growth on made-up data: ten times the models, three times the benchmarks", key: "growth",
      tables: [table],
      notes: [
        "Linear in scores where a model keeps its number of scores; elimination is quadratic in the scores of one model. "
          + "That benchmarks of one time share models keeps the reduced equations sparse."
      ])
  }

  private func measured() throws -> Reference? {
    guard let python else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "-u", "OPENBLAS_CORETYPE", "-u", "OPENBLAS_L2_SIZE", python, reference, data, "--fits", "5", "--refits", "20",
    ]
    let output = Pipe()
    process.standardOutput = output
    do { try process.run() } catch {
      throw ValidationError("cannot run '\(python)': \(error.localizedDescription)")
    }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, let found = try? JSONDecoder().decode(Reference.self, from: text) else {
      throw ValidationError("the reference '\(reference)' failed; does '\(python)' have numpy and scipy?")
    }
    return found
  }

  private func best(of repeats: Int, _ body: () -> Void) -> Double {
    (0..<repeats).map { _ in
      let start = DispatchTime.now().uptimeNanoseconds
      body()
      return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }.min() ?? 0
  }

  /// The most memory that this process has had.
  private static var peakMebibytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) / 1024
  }
}
