/// Identifiers inside a document.
enum Identifier {
  /// The text reduced to characters that are safe in an XML id and in `url(#…)`.
  static func safe(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
      default: false
      }
    }
    let name = String(String.UnicodeScalarView(kept))
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic else { return "c" + name }
    return name
  }

  /// A stable identifier for a content: FNV-1a, because Swift's own hash differs from run to run.
  static func derived(from content: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in content.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return "c" + String(hash, radix: 36)
  }
}
