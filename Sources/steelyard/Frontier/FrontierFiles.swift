import ArgumentParser
import Foundation
import Frontier
import Gateway

/// The frontier's data: fitted results, categories of benchmarks, claims and an arena's ratings.
enum FrontierFiles {
  /// Where `frontier import` puts results unless told otherwise: `STEELYARD_FRONTIER`, or a file in the user's data folder.
  static func imported(_ environment: [String: String]) -> URL {
    if let path = environment["STEELYARD_FRONTIER"], !path.isEmpty { return URL(filePath: path) }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
      ?? URL(filePath: environment["HOME"] ?? ".").appending(path: ".local/share")
    return data.appending(path: "steelyard/frontier.tsv")
  }

  /// The results of a file, else those that were imported, else those in the program; and where they are from.
  static func results(_ path: String?) throws -> (results: FrontierResults, place: String) {
    if let path { return (try read(path), path) }
    let imported = imported(ProcessInfo.processInfo.environment)
    if FileManager.default.fileExists(atPath: imported.path) { return (try read(imported.path), imported.path) }
    return (try EmbeddedFiles.frontier(), "built in")
  }

  private static func read(_ path: String) throws -> FrontierResults {
    let text = try text(path)
    do { return try FrontierResults(text, file: path) } catch { throw ValidationError(error.description) }
  }

  static func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read '\(path)'; is it there, and may you read it?")
    }
    guard let text = String(data: data, encoding: .utf8) else { throw ValidationError("'\(path)' is not UTF-8 text") }
    return text
  }

  static func categories(_ path: String? = nil) throws -> BenchmarkCategories {
    try own(path, "frontier/categories.csv") { try BenchmarkCategories($0) }
  }

  static func claims(_ path: String? = nil) throws -> [Claim] {
    try own(path, "frontier/claims.csv") { try ClaimTable.read($0) }
  }

  static func ratings(_ path: String? = nil) throws -> RatingData {
    try own(path, "frontier/arena.csv") { try RatingImport.read($0, today: today) }
  }

  // A table of ours, or the user's in its place.
  private static func own<Value>(
    _ path: String?, _ name: String, _ make: (CSVTable) throws -> Value
  ) throws -> Value {
    let text = try path.map { try Self.text($0) } ?? EmbeddedFiles.text(name) ?? ""
    do { return try make(CSVTable(text, file: path ?? "\(name) (built in)")) } catch let error as CSVTable.Malformed {
      throw ValidationError(error.description)
    }
  }

  /// The day after which a date is a mistake.
  static var today: Day { Day(number: Int(Date().timeIntervalSince1970 / 86_400)) }
}
