import Foundation

/// What can be told of a prompt without reading a word of it.
enum PromptShape {
  static let count = 10

  /// Logarithms of its lengths, and shares of kinds of characters.
  static func numbers(_ prompt: String) -> [Double] {
    var digits = 0
    var signs = 0
    var capitals = 0
    var breaks = 0
    var blanks = 0
    var longest = 0
    var line = 0
    var numbers = 0
    var sentences = 0
    var previous: UInt8 = 0
    let bytes = prompt.utf8
    for byte in bytes {
      line += 1
      switch byte {
      case 48...57:
        digits += 1
        if !(48...57).contains(previous) { numbers += 1 }
      case 65...90: capitals += 1
      case 10:
        breaks += 1
        line = 0
      case 32: blanks += 1
      case 33, 46, 63:
        signs += 1
        sentences += 1
      case 34...45, 47, 58...62, 64, 91...96, 123...126: signs += 1
      default: break
      }
      longest = max(longest, line)
      previous = byte
    }
    let length = Double(max(1, bytes.count))
    return [
      log(length), log(Double(blanks + 1)), log(Double(breaks + 1)), log(Double(longest + 1)), Double(digits) / length,
      Double(signs) / length, Double(capitals) / length, length / Double(blanks + breaks + 1),
      log(Double(numbers + 1)), log(Double(sentences + 1)),
    ]
  }
}
