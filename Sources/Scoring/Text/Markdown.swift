/// Markdown without its marks, so that two answers differ only in what they say.
///
/// It knows the marks that models write, not all of CommonMark, and takes time linear in the text.
enum Markdown {
  /// The text that a reader sees.
  static func plainText(_ text: String) -> String {
    var lines: [String] = []
    var isFenced = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let start = line.drop { $0 == " " || $0 == "\t" }
      if start.hasPrefix("```") || start.hasPrefix("~~~") {
        isFenced.toggle()
      } else if isFenced {
        lines.append(String(line))
      } else if !isRule(start) {
        lines.append(inline(withoutBlockMark(start)))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Whether a line is a horizontal rule or the line below a table's head.
  private static func isRule(_ line: Substring) -> Bool {
    let marks = line.filter { $0 != " " }
    guard marks.utf8.count >= 3 else { return false }
    return marks.allSatisfy { $0 == "-" } || marks.allSatisfy { $0 == "*" } || marks.allSatisfy { $0 == "_" }
      || (marks.contains("|") && marks.contains("-") && marks.allSatisfy { $0 == "|" || $0 == "-" || $0 == ":" })
  }

  /// A line without the marks of headings, quotes and list items.
  private static func withoutBlockMark(_ line: Substring) -> Substring {
    var rest = line
    while rest.first == ">" { rest = rest.dropFirst().drop { $0 == " " } }
    let hashes = rest.prefix { $0 == "#" }
    if 1...6 ~= hashes.count, rest.dropFirst(hashes.count).first == " " { return rest.dropFirst(hashes.count + 1) }
    if let first = rest.first, "-*+•".contains(first), rest.dropFirst().first == " " { return rest.dropFirst(2) }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let after = rest.dropFirst(digits.count)
    if 1...3 ~= digits.count, let mark = after.first, mark == "." || mark == ")", after.dropFirst().first == " " {
      return after.dropFirst(2)
    }
    return rest
  }

  private static func inline(_ line: Substring) -> String {
    let scalars = Array(line)
    var result = ""
    var index = 0
    var brackets = MarkFinder("]")
    var parentheses = MarkFinder(")")
    while index < scalars.count {
      let character = scalars[index]
      switch character {
      case "`": index += 1
      case "|":
        result.append(" ")
        index += 1
      case "*", "_", "~":
        var end = index
        while end < scalars.count, scalars[end] == character { end += 1 }
        if !isMark(scalars, index..<end) { result.append(contentsOf: scalars[index..<end]) }
        index = end
      case "!" where index + 1 < scalars.count && scalars[index + 1] == "[":
        index += 1
      case "[":
        if let close = brackets.next(in: scalars, from: index), close + 1 < scalars.count, scalars[close + 1] == "(",
          let end = parentheses.next(in: scalars, from: close + 1)
        {
          result.append(contentsOf: scalars[(index + 1)..<close])
          index = end + 1
        } else {
          result.append(character)
          index += 1
        }
      default:
        result.append(character)
        index += 1
      }
    }
    return result
  }

  /// Whether a run of `*`, `_` or `~` is a mark of emphasis: it touches a word on one side only.
  private static func isMark(_ text: [Character], _ run: Range<Int>) -> Bool {
    let before = run.lowerBound > 0 ? text[run.lowerBound - 1] : " "
    let after = run.upperBound < text.count ? text[run.upperBound] : " "
    if before.isWhitespace && after.isWhitespace { return false }
    if text[run.lowerBound] == "~" { return run.count == 2 }
    // `snake_case` and `2*3` are not emphasised.
    let isInsideWord = (before.isLetter || before.isNumber) && (after.isLetter || after.isNumber)
    return !isInsideWord || run.count >= 2 && text[run.lowerBound] == "*"
  }
}
