internal import Foundation

/// Brings text that is written to look like other text to the form that readers see (Unicode's NFKC).
///
/// Most text has nothing to normalise, and one pass over its bytes shows that. The rest is normalised piece by piece, so
/// that the time is linear in the text whatever it is made of.
public enum TextNormalizer {
  /// The text without disguises: mathematical, circled and full-width letters become plain ones, ligatures fall apart,
  /// invisible characters between letters vanish. Broken UTF-8 becomes U+FFFD. Text that has none of these comes back
  /// as it is.
  public static func normalized(_ bytes: [UInt8]) -> [UInt8] {
    switch disguise(bytes.span) {
    case .none: return bytes
    case .common: return narrowed(bytes)
    case .other: break
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    StreamSafeText.forEachPiece(String(decoding: bytes, as: UTF8.self)) { piece in
      for scalar in piece.precomposedStringWithCompatibilityMapping.unicodeScalars where !isInvisible(scalar.value) {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return result
  }

  private enum Disguise { case none, common, other }

  // Chinese and Japanese punctuation is full-width in most texts, and Spanish and Portuguese write 1.º and 2.ª: too common to
  // be normalised the slow way.
  private static func narrowed(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if let letter = fullWidth(bytes.span, index) {
        result.append(letter)
        index += 3
      } else if let letter = ordinal(bytes.span, index) {
        result.append(letter)
        index += 2
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// The ASCII character whose full-width form (U+FF01 to U+FF5E) begins here.
  private static func fullWidth(_ bytes: Span<UInt8>, _ index: Int) -> UInt8? {
    guard bytes[index] == 0xEF, index &+ 2 < bytes.count else { return nil }
    switch (bytes[index &+ 1], bytes[index &+ 2]) {
    case (0xBC, let third) where (0x81...0xBF).contains(third): return third &- 0x60
    case (0xBD, let third) where (0x80...0x9E).contains(third): return third &- 0x20
    default: return nil
    }
  }

  /// The letter whose raised form (U+00AA or U+00BA) begins here.
  private static func ordinal(_ bytes: Span<UInt8>, _ index: Int) -> UInt8? {
    guard bytes[index] == 0xC2, index &+ 1 < bytes.count else { return nil }
    return bytes[index &+ 1] == 0xAA ? 0x61 : bytes[index &+ 1] == 0xBA ? 0x6F : nil
  }

  /// Whether there is a scalar that normalising would change, as far as lead bytes can tell.
  private static func disguise(_ bytes: Span<UInt8>) -> Disguise {
    var found = Disguise.none
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index &+= 1
      if byte < 0x80 { continue }
      let second = index < bytes.count ? bytes[index] : 0
      let third = index &+ 1 < bytes.count ? bytes[index &+ 1] : 0
      switch byte {
      case 0xC2:
        if second == 0xAD { return .other }
        if second == 0xAA || second == 0xBA { found = .common }
      case 0xCA, 0xCB, 0xCC, 0xCD: return .other  // modifier letters, combining marks
      case 0xE1: if second >= 0xB4 && second <= 0xB6 { return .other }  // phonetic extensions
      case 0xE2:
        switch second {
        case 0x80: if (0x8B...0x8F).contains(third) || (0xAA...0xAF).contains(third) { return .other }
        case 0x81: if third >= 0xA0 { return .other }
        case 0x82: if third < 0xA0 { return .other }  // super- and subscripts; currency signs follow
        case 0x84, 0x85, 0x91, 0x92, 0x93: return .other  // letter-like signs, number forms, circled letters
        default: break
        }
      case 0xEF:
        // Ligatures, Arabic presentation forms, half-width forms, byte order mark, U+FFFD.
        guard fullWidth(bytes, index &- 1) != nil else { return .other }
        found = .common
      case 0xF0: if second == 0x9D || (second == 0x9F && (0x84...0x87).contains(third)) { return .other }
      case 0xF3: return .other  // tags and variation selectors
      default: break
      }
    }
    return found
  }

  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E,
      0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
