/// The first 64 bits of a document's SHA-256: what a journal slot and a row keep of a 64-character hash.
enum DocumentMark {
  /// The mark of a hash in hexadecimal; 0 for an empty one. Other texts get a mark of their own by FNV-1a.
  static func of(_ hash: String) -> UInt64 {
    let mark: UInt64?? = hash.utf8.withContiguousStorageIfAvailable { hexadecimal($0) }
    return (mark ?? hexadecimal(hash.utf8)) ?? other(hash)
  }

  // The first sixteen digits; 0 for no text, nil for one that does not begin with them.
  @inline(__always)
  private static func hexadecimal(_ text: some Collection<UInt8>) -> UInt64? {
    if text.isEmpty { return 0 }
    var mark: UInt64 = 0
    var digits = 0
    for byte in text {
      guard let digit = digit(byte) else { return nil }
      mark = mark << 4 | digit
      digits += 1
      if digits == 16 { return mark }
    }
    return nil
  }

  /// The mark as 16 hexadecimal digits; empty for 0.
  static func text(_ mark: UInt64) -> String {
    guard mark != 0 else { return "" }
    let digits = String(mark, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte) - 55
    default: nil
    }
  }

  private static func other(_ hash: String) -> UInt64 {
    hash.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
