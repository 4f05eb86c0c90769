import ArgumentParser
import Catalog
import Economics
import Foundation
import Gateway
import Policy
import StrictYAML

/// Workloads by the names of those that come with the program, or by their files.
enum WorkloadFile {
  /// The names of the workloads that are built in.
  static let profiles = ["individual", "mid-tier", "enterprise"]

  /// The workload of each name; several become one.
  static func load(_ names: [String], catalog: Catalog, policy: Policy) throws -> Workload {
    let workloads = try names.map { try load($0, catalog: catalog, policy: policy) }
    guard let first = workloads.first else { throw ValidationError("name a profile or a file") }
    return first.union(Array(workloads.dropFirst()))
  }

  private static func load(_ name: String, catalog: Catalog, policy: Policy) throws -> Workload {
    let (file, text) = try read(name)
    do { return try Workload.load(text: text, file: file, catalog: catalog, policy: policy) } catch {
      let count = error.errors.count
      StandardError.write("\(error)\n\(count) error\(count == 1 ? "" : "s") in \(file)\n")
      throw ExitCode(1)
    }
  }

  private static func read(_ name: String) throws -> (file: String, text: String) {
    if profiles.contains(name), let text = EmbeddedFiles.text("profiles/\(name).yaml") {
      return ("\(name).yaml (built in)", text)
    }
    guard let data = FileManager.default.contents(atPath: name) else {
      throw ValidationError(
        "there is no profile and no readable file '\(name)'; profiles are \(profiles.joined(separator: ", "))")
    }
    guard let text = String(data: data, encoding: .utf8) else { throw ValidationError("'\(name)' is not UTF-8 text") }
    return (name, text)
  }
}
