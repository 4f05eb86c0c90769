/// The approximate size of text, without a font at hand.
///
/// The widths are those of DejaVu Sans in hundredths of an em. It is the widest of the usual system fonts, so that what
/// fits by this measure fits on every machine.
enum TextMeasure {
  /// The width in pixels.
  static func width(_ text: String, _ font: Font) -> Double {
    let hundredths = text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    return Double(hundredths) / 100 * font.size * (font.isBold ? 1.13 : 1)
  }

  /// The rectangle that a text covers when its anchor stands at the point.
  static func box(_ text: String, at point: Point, _ font: Font, anchor: TextAnchor = .start) -> Box {
    let width = width(text, font)
    let left =
      switch anchor {
      case .start: point.x
      case .middle: point.x - width / 2
      case .end: point.x - width
      }
    return Box(minX: left, minY: point.y - font.ascent, maxX: left + width, maxY: point.y + font.descent)
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x20: return 0
    case 0x20..<0x7F:
      let index = Int(scalar.value) - 0x20
      return ascii.indices.contains(index) ? ascii[index] : 64
    case 0x300..<0x370, 0x200B...0x200F, 0x202A...0x202E, 0xFE00...0xFE0F: return 0
    case 0x2013: return 50
    case 0xD7, 0x2212, 0x2264, 0x2265: return 84
    case 0x2070...0x207F, 0xB2, 0xB3, 0xB9: return 45
    case 0x1100..<0x1200, 0x2E80..<0xFF00, 0x1F000..<0x20000, 0x20000..<0x40000: return 105
    case 0x400..<0x530: return 80
    default: return scalar.properties.isUppercase ? 78 : 65
    }
  }

  private static let ascii = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61,
    69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59,
    82, 59, 59, 52, 64, 34, 64, 84,
  ]
}
