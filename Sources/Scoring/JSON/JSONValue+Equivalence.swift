internal import Dialects

/// How two JSON values are compared.
public struct JSONComparison: Sendable, Hashable {
  /// Whether the order of an array's elements counts.
  public var ordersArrays: Bool
  /// How strings are made alike before they are compared; nil compares them as they are.
  public var strings: TextNormalization?

  /// A comparison; without arguments, JSON's own.
  public init(ordersArrays: Bool = true, strings: TextNormalization? = nil) {
    self.ordersArrays = ordersArrays
    self.strings = strings
  }
}

extension JSONValue {
  /// Whether both mean the same: members in any order, numbers by value (`1` is `1.0`), the last of equal keys counts.
  func isEquivalent(to other: JSONValue, _ comparison: JSONComparison = JSONComparison()) -> Bool {
    let (mine, theirs) = (canonical(comparison), other.canonical(comparison))
    // Two spellings of `é` are the same text to a reader and differ in JSON, so only normalised strings forgive them.
    return comparison.strings == nil
      ? mine == theirs : String(decoding: mine, as: UTF8.self) == String(decoding: theirs, as: UTF8.self)
  }

  /// A text that is the same for equivalent values and only for those, of which equality takes linear time.
  func canonical(_ comparison: JSONComparison = JSONComparison()) -> [UInt8] {
    var out: [UInt8] = []
    writeCanonical(comparison, into: &out)
    return out
  }

  private func writeCanonical(_ comparison: JSONComparison, into out: inout [UInt8]) {
    switch self {
    case .null, .bool: write(into: &out)
    case .number(let text):
      guard let number = DecimalNumber(text) else { return out.append(contentsOf: text.utf8) }
      out.append(contentsOf: (number.isNegative ? "-" : "+").utf8)
      out.append(contentsOf: number.digits.map { $0 + 0x30 })
      out.append(contentsOf: "e\(number.exponent)".utf8)
    case .string(let text):
      writeJSONString(comparison.strings.map { $0.apply(text) } ?? text, into: &out)
    case .array(let elements):
      var parts = elements.map { $0.canonical(comparison) }
      if !comparison.ordersArrays { parts.sort { $0.lexicographicallyPrecedes($1) } }
      out.append(UInt8(ascii: "["))
      for part in parts {
        out.append(contentsOf: part)
        out.append(UInt8(ascii: ","))
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      // Keys are compared by their bytes: a `String` would take two spellings of `é` for one key.
      var latest: [[UInt8]: JSONValue] = [:]
      for (name, value) in members { latest[Array(name.utf8)] = value }
      out.append(UInt8(ascii: "{"))
      for (name, value) in latest.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        writeJSONString(String(decoding: name, as: UTF8.self), into: &out)
        out.append(UInt8(ascii: ":"))
        value.writeCanonical(comparison, into: &out)
        out.append(UInt8(ascii: ","))
      }
      out.append(UInt8(ascii: "}"))
    }
  }
}
