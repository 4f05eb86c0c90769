/// Which mark stands before the decimals.
public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
  /// 1,234.5
  case point
  /// 1.234,5
  case comma
}

/// A number as people write it in a text.
struct WrittenNumber: Sendable, Hashable {
  /// The value.
  var value: DecimalNumber
  /// What follows directly or after one space: `%`, or letters; empty if nothing does.
  var unit: String
  /// Whether the unit follows without a space.
  var touchesUnit: Bool

  /// All numbers of a text in order; digits that are part of a word are none.
  static func all(in text: some StringProtocol, mark: DecimalMark) -> [WrittenNumber] {
    let scalars = Array(text.unicodeScalars)
    var found: [WrittenNumber] = []
    var index = 0
    while index < scalars.count {
      guard isDigit(scalars, index) else {
        index += 1
        continue
      }
      let start = index
      let (literal, end) = Self.literal(scalars, at: start, mark: mark)
      index = end
      if start > 0, scalars[start - 1].properties.isAlphabetic || scalars[start - 1] == "_" { continue }
      let sign = isNegative(scalars, before: start) ? "-" : ""
      if let value = DecimalNumber(sign + literal) {
        let touches = end < scalars.count && !scalars[end].properties.isWhitespace
        found.append(WrittenNumber(value: value, unit: unit(scalars, at: end), touchesUnit: touches))
      }
    }
    return found
  }

  private static func isDigit(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    index < text.count && "0"..."9" ~= text[index]
  }

  /// The number in JSON's spelling, and the index after it.
  private static func literal(_ text: [Unicode.Scalar], at start: Int, mark: DecimalMark) -> (String, Int) {
    var literal = ""
    var index = start
    while isDigit(text, index) {
      literal.unicodeScalars.append(text[index])
      index += 1
    }
    if index - start <= 3 {
      while let group = Self.group(text, at: index, mark: mark) {
        literal += group
        index += 4
      }
    }
    if index < text.count, text[index] == (mark == .point ? "." : ","), isDigit(text, index + 1) {
      literal += "."
      index += 1
      while isDigit(text, index) {
        literal.unicodeScalars.append(text[index])
        index += 1
      }
    }
    if index < text.count, text[index] == "e" || text[index] == "E" {
      var digits = index + 1
      if digits < text.count, text[digits] == "-" || text[digits] == "+" { digits += 1 }
      if isDigit(text, digits) {
        var end = digits
        while isDigit(text, end) { end += 1 }
        literal.unicodeScalars.append(contentsOf: text[index..<end])
        index = end
      }
    }
    return (literal, index)
  }

  /// Three digits after a separator of thousands, and no fourth.
  private static func group(_ text: [Unicode.Scalar], at index: Int, mark: DecimalMark) -> String? {
    guard index < text.count else { return nil }
    switch text[index] {
    case "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}", "_": break
    case ",": guard mark == .point else { return nil }
    case ".": guard mark == .comma else { return nil }
    default: return nil
    }
    guard isDigit(text, index + 1), isDigit(text, index + 2), isDigit(text, index + 3), !isDigit(text, index + 4)
    else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[(index + 1)...(index + 3)])
    return String(view)
  }

  /// Whether a minus sign stands before the number and its currency, and nothing before it that it would join.
  private static func isNegative(_ text: [Unicode.Scalar], before start: Int) -> Bool {
    var index = start - 1
    while index >= 0, text[index].properties.generalCategory == .currencySymbol || text[index] == " " {
      if text[index] == " ", index + 1 == start { return false }
      index -= 1
    }
    guard index >= 0, text[index] == "-" || text[index] == "\u{2212}" else { return false }
    guard index > 0 else { return true }
    let before = text[index - 1]
    return !before.properties.isAlphabetic && !("0"..."9" ~= before) && before != ")"
  }

  private static func unit(_ text: [Unicode.Scalar], at end: Int) -> String {
    var index = end
    if index < text.count, text[index].properties.isWhitespace { index += 1 }
    var view = String.UnicodeScalarView()
    while index < text.count, view.count < 24,
      text[index].properties.isAlphabetic || "%°/²³$€£".unicodeScalars.contains(text[index])
    {
      view.append(text[index])
      index += 1
    }
    return String(view)
  }
}
