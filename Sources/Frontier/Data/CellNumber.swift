/// A number as a table has it, with its unit if the cell names one.
struct CellNumber: Hashable {
  var value: Double
  /// Whether a percent sign follows.
  var isPercent: Bool

  /// Reads `0.85`, `85%`, `1.2e-3`; nil for anything else, also for what is not finite or hexadecimal.
  init?(_ text: String) {
    let digits: Substring
    isPercent = text.utf8.last == 0x25
    digits = isPercent ? text.dropLast() : text[...]
    let isPlain = digits.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
      default: false
      }
    }
    guard isPlain, let value = Double(digits), value.isFinite else { return nil }
    self.value = value
  }
}
