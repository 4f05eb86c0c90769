import ArgumentParser
import Foundation
import Gateway

/// `steelyard init`: a commented configuration to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes a commented steelyard.yaml, and the default policy if asked.")

  @Option(help: "File to write.") var out = "steelyard.yaml"
  @Flag(help: "Also write the default policy beside it as policy.yaml and use it.") var withPolicy = false
  @Flag(help: "Replace files that exist.") var force = false

  func run() throws {
    var text = EmbeddedFiles.text("steelyard.yaml") ?? ""
    if withPolicy {
      let path = (((out as NSString).deletingLastPathComponent) as NSString).appendingPathComponent("policy.yaml")
      try write(EmbeddedFiles.text("policy.yaml") ?? "", to: path)
      text = text.replacingOccurrences(of: "# policy: policy.yaml", with: "policy: policy.yaml")
    }
    try write(text, to: out)
    print("Check it with 'steelyard serve --config \(out)'.")
  }

  private func write(_ text: String, to path: String) throws {
    guard force || !FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("'\(path)' exists; use --force to replace it or --out for another name")
    }
    do { try text.write(toFile: path, atomically: true, encoding: .utf8) } catch {
      throw ValidationError("'\(path)' cannot be written: \(error.localizedDescription)")
    }
    print("wrote \(path)")
  }
}
