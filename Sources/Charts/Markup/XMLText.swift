/// Text made safe for XML content and for attribute values in double quotes.
enum XMLText {
  /// The text with markup characters as entities and without the characters XML 1.0 forbids.
  static func escaped(_ text: String) -> String {
    var output = ""
    output.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      case "\t", "\n", "\r": output += " "
      default: if isAllowed(scalar) { output.unicodeScalars.append(scalar) }
      }
    }
    return output
  }

  // Char in https://www.w3.org/TR/xml/#charsets, without the C1 controls, and without the marks that turn the
  // direction of the text after them.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
    case 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
