import Foundation
import Frontier
import Testing

/// Files that are not in the repository: benchmark data and reference results.
enum SharedLagFiles {
  static let root: URL? = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !exists(folder.appending(path: "Package.swift")) { folder.deleteLastPathComponent() }
    let named = ProcessInfo.processInfo.environment["STEELYARD_SHARED"].map { URL(filePath: $0) }
    let lag = (named ?? folder.appending(path: "../shared")).appending(path: "data/lag")
    return exists(lag) ? lag : nil
  }()

  static let absence: String = "the shared data (STEELYARD_SHARED or ../shared) are not here"

  static func text(_ path: String) throws -> String {
    try String(contentsOf: #require(root).appending(path: path), encoding: .utf8)
  }

  static func table(_ path: String) throws -> CSVTable { try CSVTable(text(path), file: path) }

  /// Epoch's data of 2026-08-11.
  static func epoch() throws -> FrontierData { try read.get() }

  private static let read = Result {
    try EpochImport.read(
      scores: table("epoch-2026-08-11/eci_benchmarks.csv"), models: table("epoch-2026-08-11/eci_scores.csv"),
      today: Day(year: 2026, month: 8, day: 11))
  }

  /// The table of categories that the project ships.
  static func categories() throws -> BenchmarkCategories {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !exists(folder.appending(path: "Package.swift")) { folder.deleteLastPathComponent() }
    let places = ["Sources/Defaults/files/frontier/categories.csv", "files/categories.csv"]
    let file = try #require(places.map { folder.appending(path: $0) }.first(where: exists))
    return try BenchmarkCategories(CSVTable(String(contentsOf: file, encoding: .utf8), file: "categories.csv"))
  }

  private static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
}
