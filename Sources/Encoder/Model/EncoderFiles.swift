import Crypto
public import Foundation

/// The files of all-MiniLM-L6-v2 (Apache-2.0), and how they are known to be the right ones.
public enum EncoderFiles {
  /// The weights' file name and SHA-256.
  public static let model = "model.safetensors"
  public static let modelDigest = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
  /// The vocabulary's file name and SHA-256.
  public static let vocabulary = "vocab.txt"
  public static let vocabularyDigest = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

  /// Reads a file and checks that it is the one with this digest. Large files are mapped.
  public static func verified(_ url: URL, digest: String) throws(EncoderError) -> Data {
    let name = url.lastPathComponent
    let data: Data
    do { data = try Data(contentsOf: url, options: .alwaysMapped) } catch {
      throw EncoderError(
        .unreadableFile, at: url.path, "cannot be read; install it with: steelyard assess install-encoder")
    }
    let found = SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
    guard found == digest else {
      throw EncoderError(
        .wrongDigest, at: url.path,
        "has the SHA-256 \(found); \(name) of all-MiniLM-L6-v2 has \(digest): it is cut, damaged or another model")
    }
    return data
  }
}
