/// Text broken into lines that fit.
enum TextFitting {
  /// The text in at most `limit` lines of at most `width` pixels; what does not fit ends in an ellipsis.
  static func lines(_ text: String, width: Double, _ font: Font, limit: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let candidate = current.isEmpty ? String(word) : current + " " + word
      if current.isEmpty || TextMeasure.width(candidate, font) <= width {
        current = candidate
      } else {
        lines.append(current)
        current = String(word)
      }
      // One line more than allowed is enough to know that something is left over.
      if lines.count > limit { break }
    }
    if !current.isEmpty { lines.append(current) }
    guard lines.count > limit else { return lines.map { shortened($0, width: width, font) } }
    let kept = lines.prefix(max(limit, 1))
    let last = kept.last.map { shortened($0 + " …", width: width, font) } ?? ""
    return kept.dropLast().map { shortened($0, width: width, font) } + [last]
  }

  /// The text cut to a width, with an ellipsis where something is missing.
  static func shortened(_ text: String, width: Double, _ font: Font) -> String {
    guard TextMeasure.width(text, font) > width else { return text }
    var output = ""
    var used = TextMeasure.width("…", font)
    for character in text {
      used += TextMeasure.width(String(character), font)
      if used > width { break }
      output.append(character)
    }
    return output + "…"
  }
}
