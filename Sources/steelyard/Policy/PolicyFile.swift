import ArgumentParser
import Catalog
import Foundation
import Gateway
import Policy
import StrictYAML

/// A policy's text with the name by which it is complained about.
struct PolicyFile {
  let name: String
  let text: String

  /// The file at `path`, or the policy that is built in.
  init(path: String?) throws {
    guard let path else {
      name = "policy.yaml (built in)"
      text = EmbeddedFiles.text("policy.yaml") ?? ""
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read '\(path)'; is it there, and may you read it?")
    }
    guard let text = String(data: data, encoding: .utf8) else { throw ValidationError("'\(path)' is not UTF-8 text") }
    name = path
    self.text = text
  }

  /// The policy; every error goes to the terminal with its place, and the command ends with 1.
  func load(catalog: Catalog?) throws -> Policy {
    do { return try Policy.load(text: text, file: name, catalog: catalog) } catch {
      let count = error.errors.count
      let lines = "\(error)\n\(count) error\(count == 1 ? "" : "s") in \(name)\n"
      FileHandle.standardError.write(Data(lines.utf8))
      throw ExitCode(1)
    }
  }
}
