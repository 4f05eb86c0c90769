import Catalog
import Economics
import Foundation
import Frontier
import Policy
import Testing

/// The catalogue, the policy, the lags and the profiles that the project ships.
enum ShippedFiles {
  /// The project's tree: `STEELYARD_ROOT`, or the nearest folder above with the shipped files.
  static let root: URL? = {
    func isTree(_ folder: URL) -> Bool {
      FileManager.default.fileExists(atPath: folder.appending(path: "Sources/Defaults/files/policy.yaml").path)
    }
    if let named = ProcessInfo.processInfo.environment["STEELYARD_ROOT"] {
      return isTree(URL(filePath: named)) ? URL(filePath: named) : nil
    }
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !isTree(folder) { folder.deleteLastPathComponent() }
    return isTree(folder) ? folder : nil
  }()

  static let absence: Comment = "the shipped files (STEELYARD_ROOT or a folder above) are not here"

  static func text(_ path: String) throws -> String {
    try String(contentsOf: #require(root).appending(path: "Sources/Defaults/files/" + path), encoding: .utf8)
  }

  static let catalog = Result {
    let folder = try #require(root).appending(path: "Sources/Defaults/files/catalog")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try Catalog.load(files: names.map { ($0, try text("catalog/" + $0)) })
  }

  static let policy = Result { try Policy.load(text: text("policy.yaml"), file: "policy.yaml", catalog: catalog.get()) }

  static let lags = Result {
    PublicLags(
      try FrontierResults(text("frontier/results.tsv"), file: "results.tsv"),
      try BenchmarkCategories(CSVTable(text("frontier/categories.csv"), file: "categories.csv")), seed: 1)
  }

  /// A profile's text: beside the other shipped files, or in this package.
  static func profileText(_ name: String) throws -> String {
    if let shipped = try? text("profiles/\(name).yaml") { return shipped }
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let file = folder.appending(path: "Profiles/\(name).yaml")
      if FileManager.default.fileExists(atPath: file.path) { return try String(contentsOf: file, encoding: .utf8) }
      folder.deleteLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
  }

  static func workload(_ text: String, _ name: String) throws -> Workload {
    try Workload.load(text: text, file: "\(name).yaml", catalog: catalog.get(), policy: policy.get())
  }

  /// All shipped profiles in one workload.
  static let union = Result {
    let all = try ["enterprise", "mid-tier", "individual"].map { try workload(profileText($0), $0) }
    return try #require(all.first).union(Array(all.dropFirst()))
  }

  /// The day whose prices the tests reckon with.
  static let day = Timestamp(year: 2026, month: 11, day: 24)

  static func advise(_ workload: Workload, policy: Policy? = nil) throws -> Advice {
    let policy = try policy ?? self.policy.get()
    return try Adviser.advise(workload, catalog: catalog.get(), policy: policy, lags: lags.get(), at: day)
  }
}
