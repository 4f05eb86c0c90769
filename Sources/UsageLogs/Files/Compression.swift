/// How a file is compressed.
public enum Compression: String, Codable, Sendable {
  case none, gzip, zstd

  /// Tells it by the first bytes.
  static func of(_ bytes: ByteView) -> Compression {
    if bytes[0] == 0x1F, bytes[1] == 0x8B { return .gzip }
    if bytes[1] == 0xB5, bytes[2] == 0x2F, bytes[3] == 0xFD, bytes[0] == 0x28 { return .zstd }
    // A skippable frame may come first.
    let isSkippable = bytes[0] & 0xF0 == 0x50 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18
    return isSkippable ? .zstd : .none
  }

  /// The name of a kind of file that is known but not read, and what to do.
  static func unsupported(_ bytes: ByteView) -> String? {
    let first = (0..<6).map { bytes[$0] }
    if first[0...3] == [0x50, 0x4B, 0x03, 0x04] { return "a ZIP archive; unpack it first" }
    if first[0...2] == [0x42, 0x5A, 0x68] { return "compressed with bzip2; decompress it or use gzip or zstd" }
    if first == [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00] { return "compressed with xz; decompress it or use gzip or zstd" }
    if bytes.hasPrefix("PAR1") { return "a Parquet file; export JSON Lines or CSV" }
    if bytes.hasPrefix("PGDMP") { return "a custom-format dump; make a plain one with pg_dump --format=plain" }
    if first[0...1] == [0xFF, 0xFE] || first[0...1] == [0xFE, 0xFF] { return "UTF-16 text; convert it to UTF-8" }
    return nil
  }
}
