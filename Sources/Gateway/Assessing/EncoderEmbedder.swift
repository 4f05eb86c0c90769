public import Assessment
public import Encoder
public import Foundation

/// The encoder as the assessor asks it.
public struct EncoderEmbedder: TextEmbedder {
  private let encoder: SentenceEncoder

  public init(_ encoder: SentenceEncoder) { self.encoder = encoder }

  public var name: String { encoder.name }

  public func embed(_ texts: [[UInt8]]) -> [[Float]] {
    encoder.embed(texts.map { String(decoding: $0, as: UTF8.self) })
  }

  /// Where the encoder is installed: `STEELYARD_ENCODER`, or `steelyard/encoder` in the user's data folder.
  public static func folder(_ environment: [String: String]) -> URL {
    if let path = environment["STEELYARD_ENCODER"], !path.isEmpty { return URL(filePath: path) }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
      ?? URL(filePath: environment["HOME"] ?? ".").appending(path: ".local/share")
    return data.appending(path: "steelyard/encoder")
  }

  /// The installed encoder; nil when there is none. A folder with wrong files in it is an error.
  public static func installed(
    in folder: URL, precision: EncoderPrecision = .int8
  ) throws(EncoderError) -> EncoderEmbedder? {
    guard FileManager.default.fileExists(atPath: folder.appending(path: EncoderFiles.model).path) else { return nil }
    return EncoderEmbedder(try SentenceEncoder(folder: folder, precision: precision))
  }
}
