internal import Dialects

/// JSON that stands somewhere in a text.
enum EmbeddedJSON {
  /// The document that all of `text` is, nil if it is none or larger than the limits.
  static func value(_ text: String, _ limits: ScoringLimits) -> JSONValue? {
    let utf8 = Array(text.utf8)
    guard utf8.count <= limits.documentBytes else { return nil }
    return try? JSONValue.parse(utf8.span, maxDepth: limits.jsonDepth, maxValues: limits.jsonValues)
  }

  /// What stands in the code fence that is all of `text`, or `text` itself.
  static func unfenced(_ text: String) -> String {
    let trimmed = text.trimmedWhiteSpace
    guard trimmed.hasPrefix("```"), trimmed.hasSuffix("```"), trimmed.utf8.count >= 6,
      let lineEnd = trimmed.firstIndex(where: \.isNewline), lineEnd < trimmed.index(trimmed.endIndex, offsetBy: -3)
    else { return trimmed }
    let inner = String(trimmed[trimmed.index(after: lineEnd)...].dropLast(3))
    return inner.contains("```") ? trimmed : inner.trimmedWhiteSpace
  }

  /// The outermost objects in `text`, in order.
  ///
  /// An open brace that nothing closes is stepped over, for at most `attempts` braces: text that holds more of
  /// them would otherwise take time quadratic in its length.
  static func objects(in text: String, _ limits: ScoringLimits, attempts: Int = 64) -> [JSONValue] {
    let bytes = Array(text.utf8)
    guard bytes.count <= limits.answerBytes else { return [] }
    var found: [JSONValue] = []
    var index = 0
    var left = attempts
    while left > 0, let start = bytes[index...].firstIndex(of: UInt8(ascii: "{")) {
      left -= 1
      index = start + 1
      guard let end = end(ofObjectAt: start, in: bytes) else { continue }
      let slice = Array(bytes[start..<end])
      if let value = try? JSONValue.parse(slice.span, maxDepth: limits.jsonDepth, maxValues: limits.jsonValues) {
        found.append(value)
        index = end
      }
    }
    return found
  }

  /// The index after the brace that closes the one at `start`; strings are stepped over.
  private static func end(ofObjectAt start: Int, in bytes: [UInt8]) -> Int? {
    var depth = 0
    var isInString = false
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isInString: index += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "{") where !isInString: depth += 1
      case UInt8(ascii: "}") where !isInString:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }
}
