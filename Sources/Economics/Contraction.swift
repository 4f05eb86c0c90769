/// `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
enum Contraction {
  /// The end of a contraction that begins at `start`, nil when none does.
  static func end(_ text: Span<UInt8>, at start: Int) -> Int? {
    guard start < text.count, text[start] == UInt8(ascii: "'"), start + 1 < text.count else { return nil }
    switch text[start + 1] | 0x20 {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start + 2
    case UInt8(ascii: "l"): return follows("l")
    case UInt8(ascii: "r"), UInt8(ascii: "v"): return follows("e")
    default: break
    }
    // U+017F, the long s, is an s when case is ignored.
    return start + 2 < text.count && text[start + 1] == 0xC5 && text[start + 2] == 0xBF ? start + 3 : nil

    func follows(_ letter: Unicode.Scalar) -> Int? {
      start + 2 < text.count && text[start + 2] | 0x20 == UInt8(ascii: letter) ? start + 3 : nil
    }
  }
}
