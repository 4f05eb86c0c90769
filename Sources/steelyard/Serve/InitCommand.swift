import ArgumentParser
import Foundation
import Gateway

/// `steelyard init`: a commented configuration to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes a commented steelyard.yaml, and the default policy if asked.",
    discussion: "The files are for their owner alone (mode 600): a configuration may hold a provider's key.")

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
      throw CommandFailure("'\(path)' exists; use --force to replace it or --out for another name")
    }
    // Made under another name, so that what is replaced is whole at every moment and never readable by others.
    let own = "\(path).\(UInt64.random(in: 0 ... .max))"
    guard
      FileManager.default.createFile(
        atPath: own, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]), rename(own, path) == 0
    else {
      let reason = String(cString: strerror(errno))
      try? FileManager.default.removeItem(atPath: own)
      throw CommandFailure("'\(path)' cannot be written: \(reason)")
    }
    print("wrote \(path)")
  }
}
