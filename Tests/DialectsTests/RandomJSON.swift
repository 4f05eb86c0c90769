import Dialects

extension SeededGenerator {
  /// A random tree.
  mutating func tree(depth: Int) -> JSONValue {
    switch below(depth > 0 ? 8 : 5) {
    case 0: .null
    case 1: .bool(below(2) == 0)
    case 2: .number(["0", "-1", "1.5", "1e300", "-0.0", "123456789012345678901234567890", "2E-7"][below(7)])
    case 3, 4: .string(string())
    case 5, 6: .object((0..<below(5)).map { _ in (string(), tree(depth: depth - 1)) })
    default: .array((0..<below(5)).map { _ in tree(depth: depth - 1) })
    }
  }

  /// A random string over everything that JSON and UTF-8 treat specially.
  mutating func string() -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "Z", "\"", "\\", "/", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "ß", "中", "😀", "\u{FFFD}", "\u{2028}",
      "{", "}", "[", "]", ",", ":", " ",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<below(40) { text.append(scalars[below(scalars.count)]) }
    return String(text)
  }

  /// The document with random white space and random escapes, which means the same.
  mutating func spell(_ value: JSONValue, into out: inout [UInt8]) {
    space(into: &out)
    switch value {
    case .string(let text): spell(text, into: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        spell(element, into: &out)
      }
      space(into: &out)
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        space(into: &out)
        spell(member.0, into: &out)
        space(into: &out)
        out.append(UInt8(ascii: ":"))
        spell(member.1, into: &out)
      }
      space(into: &out)
      out.append(UInt8(ascii: "}"))
    default: value.write(into: &out)
    }
    space(into: &out)
  }

  private mutating func space(into out: inout [UInt8]) {
    for _ in 0..<max(0, below(6) - 3) { out.append([0x20, 0x0A, 0x0D, 0x09][below(4)]) }
  }

  private mutating func spell(_ text: String, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      if below(4) == 0 {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: below(2) == 0)
          out += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
        }
      } else if scalar == "/", below(2) == 0 {
        out += Array("\\/".utf8)
      } else {
        var plain: [UInt8] = []
        writeJSONString(String(scalar), into: &plain)
        out += plain.dropFirst().dropLast()
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
