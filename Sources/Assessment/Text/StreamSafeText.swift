/// Cuts text into pieces that a normaliser can work on one by one, each in bounded time.
///
/// Normalising takes time quadratic in a run of marks, because it sorts them, and in a text of which much changes its
/// length. So no piece is long, and no run of marks either: after thirty of them a joiner begins a new run, as Unicode's
/// stream-safe text format has it (UAX #15, 12). Nothing that people write has so many.
enum StreamSafeText {
  /// Marks that may stand in a row.
  static let longestRun = 30
  /// Scalars from which a piece ends before the next ASCII character, before the next character, and in any case.
  static let (comfortable, long, longest) = (512, 1024, 2048)
  /// The combining grapheme joiner, which normalising does not move anything across.
  static let joiner: Unicode.Scalar = "\u{34F}"

  /// Calls `body` with each piece, in the order of the text; together they are the text, but for joiners.
  static func forEachPiece(_ text: String, _ body: (String) -> Void) {
    var piece = String.UnicodeScalarView()
    var count = 0
    var run = 0
    for scalar in text.unicodeScalars {
      if isMark(scalar) {
        run += 1
        if run > longestRun {
          piece.append(joiner)
          run = 1
        }
      } else {
        run = 0
      }
      if count >= comfortable, isBoundary(scalar, count, run) {
        body(String(piece))
        piece = String.UnicodeScalarView()
        count = 0
      }
      piece.append(scalar)
      count += 1
    }
    if count > 0 { body(String(piece)) }
  }

  /// Whether a piece of `count` scalars may end before this one.
  private static func isBoundary(_ scalar: Unicode.Scalar, _ count: Int, _ run: Int) -> Bool {
    // Nothing before an ASCII character is ever composed with it.
    if scalar.isASCII { return true }
    guard count >= long else { return false }
    if count >= longest { return run <= 1 }
    return run == 0 && !scalar.properties.isGraphemeExtend && !isJamo(scalar.value)
  }

  /// Whether a scalar is a mark, or decomposes into one first: what the normaliser sorts.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x300, 0x3400...0x9FFF, 0xAC00...0xD7A3: false
    case 0xF73, 0xF75, 0xF81, 0xFF9E, 0xFF9F: true
    default: scalar.properties.canonicalCombiningClass != .notReordered
    }
  }

  /// Parts of Korean syllables, which are composed with one another.
  private static func isJamo(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xD7B0...0xD7FF, 0xFFA0...0xFFDC: true
    default: false
    }
  }
}
