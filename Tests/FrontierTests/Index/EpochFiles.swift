import Foundation

@testable import Frontier

/// Epoch's data and the reference results, where the shared folder is at hand.
struct EpochFiles {
  let folder: URL

  /// The folder named by STEELYARD_SHARED, else the one beside the package.
  static let found: EpochFiles? = {
    var package = URL(filePath: #filePath)
    while package.path != "/", !FileManager.default.fileExists(atPath: package.appending(path: "Package.swift").path) {
      package.deleteLastPathComponent()
    }
    let shared =
      ProcessInfo.processInfo.environment["STEELYARD_SHARED"].map { URL(filePath: $0) }
      ?? package.deletingLastPathComponent().appending(path: "shared")
    let folder = shared.appending(path: "data/lag")
    return FileManager.default.fileExists(atPath: folder.path) ? EpochFiles(folder: folder) : nil
  }()

  func table(_ name: String) throws -> CSVTable {
    let data = try Data(contentsOf: folder.appending(path: "epoch-2026-08-11/\(name)"))
    return try CSVTable(String(decoding: data, as: UTF8.self), file: name)
  }

  func matrix() throws -> ScoreMatrix {
    try EpochImport.read(
      scores: table("eci_benchmarks.csv"), models: table("eci_scores.csv"), today: Day(year: 2026, month: 11, day: 24)
    ).matrix
  }

  /// Points of each model as another implementation found them, and as Epoch published them.
  struct Reference: Decodable {
    struct Row: Decodable {
      var name: String
      var published: Double
      var optimum: Double

      enum CodingKeys: String, CodingKey {
        case name
        case published = "eci_published"
        case optimum = "eci_true_optimum"
      }
    }

    var cost: Double
    var rows: [Row]

    enum CodingKeys: String, CodingKey {
      case cost = "cost_true_optimum"
      case rows = "models_table"
    }
  }

  func reference() throws -> Reference {
    try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: folder.appending(path: "reference/eci_fit_reference.json")))
  }
}
