/// How Latin text is made comparable: letters lose case and accents, everything between words becomes one space.
enum LatinFolding {
  /// What stands between words.
  static let separator: UInt8 = 0x20

  /// The folded form of U+00C0 to U+017F, one letter each; `ß` folds to `s`, `æ` to `a`, `×` to a separator.
  static let letters: [UInt8] = Array(
    ("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllll"
      + "llllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

  /// The folded form of a scalar of those blocks.
  static func letter(_ scalar: UInt32) -> UInt8? {
    guard scalar >= 0xC0, letters.indices.contains(Int(scalar - 0xC0)) else { return nil }
    return letters[Int(scalar - 0xC0)]
  }

  /// What an ASCII byte folds to: a small letter, a digit or a separator.
  static func ascii(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x30...0x39: byte
    default: separator
    }
  }
}
