import ArgumentParser
import Assessment
import Encoder
import Foundation
import Gateway

/// Whether and from where the encoder is used.
struct EncoderOptions: ParsableArguments {
  @Option(help: "Folder with the encoder's files instead of the installed one.") var encoder: String?
  @Flag(help: "Work without the encoder.") var noEncoder = false

  static let absent = "the encoder is not installed (steelyard assess install-encoder)"

  /// The encoder, if it is wanted and there.
  func embedder() throws -> (any TextEmbedder)? {
    if noEncoder { return nil }
    let folder = encoder.map { URL(filePath: $0) } ?? EncoderEmbedder.folder(ProcessInfo.processInfo.environment)
    do {
      let found = try EncoderEmbedder.installed(in: folder)
      if found == nil, encoder != nil { throw ValidationError("there is no encoder in \(folder.path)") }
      return found
    } catch let error as EncoderError {
      throw ValidationError(error.description)
    }
  }
}
