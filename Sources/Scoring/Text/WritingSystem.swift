/// The script that a letter belongs to, as far as it tells languages apart.
enum WritingSystem: Sendable, Hashable {
  case latin, cyrillic, greek, hebrew, arabic, devanagari, thai, han, kana, hangul, other

  /// The script of a letter, by Unicode's blocks.
  init(_ letter: Unicode.Scalar) {
    self =
      switch letter.value {
      case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x24F, 0x1E00...0x1EFF: .latin
      case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
      case 0x400...0x52F: .cyrillic
      case 0x590...0x5FF: .hebrew
      case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
      case 0x900...0x97F: .devanagari
      case 0xE00...0xE7F: .thai
      case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: .kana
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: .han
      case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: .hangul
      default: .other
      }
  }

  /// The scripts of languages that are told by them.
  static let ofLanguage: [String: [WritingSystem]] = [
    "ru": [.cyrillic], "el": [.greek], "he": [.hebrew], "ar": [.arabic], "hi": [.devanagari], "th": [.thai],
    "zh": [.han], "ja": [.han, .kana], "ko": [.hangul],
  ]
}
