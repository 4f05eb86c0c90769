/// Writes JSON objects of texts, as FOCUS wants key-value columns.
enum FocusJSON {
  /// `{"key":"value"}`.
  static func object(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { "\(text($0.0)):\(text($0.1))" }.joined(separator: ",") + "}"
  }

  /// A text in quotes.
  static func text(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
