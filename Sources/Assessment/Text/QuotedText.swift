/// Tells a user's own words from what they quote: a summary of a medical article is not a patient.
public enum QuotedText {
  private static let tags = ["document", "documents", "article", "context", "source", "transcript", "quote", "file"]
    .map { Array($0.utf8) }
  private static let fences = [Array("```".utf8), Array("\"\"\"".utf8)]

  /// The text in parts: the user's words, and as documents what stands in fences of three backticks or quotation marks,
  /// in tags such as `<document>`, or in lines that begin with `>`. Without any of these, the text as it is.
  public static func parts(_ text: [UInt8]) -> [TextPart] {
    guard text.containsAny(0x60, 0x3E, 0x22) else {
      return [TextPart(role: .user, bytes: text)]
    }
    var own: [UInt8] = []
    var quoted: [UInt8] = []
    var closing: [UInt8]?
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == 0x20 || $0 == 0x09 }
      if let end = closing {
        if contains(trimmed, end) { closing = nil } else { append(line, to: &quoted) }
      } else if let end = opening(trimmed) {
        // A fence that closes on its own line quotes that line alone.
        closing = contains(trimmed.dropFirst(end.count), end) ? nil : end
        if closing == nil { append(line, to: &quoted) }
      } else if trimmed.first == 0x3E {
        append(line, to: &quoted)
      } else {
        append(line, to: &own)
      }
    }
    guard !quoted.isEmpty else { return [TextPart(role: .user, bytes: text)] }
    var parts = [TextPart(role: .document, bytes: quoted)]
    if own.contains(where: { $0 > 0x20 }) {
      parts.append(TextPart(role: .user, bytes: own))
    } else {
      // Nothing but a quotation: then it is what is asked.
      parts = [TextPart(role: .user, bytes: text)]
    }
    return parts
  }

  private static func append(_ line: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text += line
    text.append(0x0A)
  }

  // What closes the quotation that a line opens. Tags are compared as bytes: a line is whatever a caller writes.
  private static func opening(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    for fence in fences where line.starts(with: fence) { return fence }
    guard line.first == 0x3C, let end = line.firstIndex(of: 0x3E) else { return nil }
    let name = line[line.index(after: line.startIndex)..<end].drop { $0 == 0x20 }.prefix { $0 != 0x20 }
    guard let tag = tags.first(where: { $0.count == name.count && $0.elementsEqual(name.lazy.map(lower)) }) else {
      return nil
    }
    return Array("</".utf8) + tag + [0x3E]
  }

  private static func contains(_ line: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, line.count >= wanted.count else { return false }
    for start in line.startIndex...(line.endIndex - wanted.count) where lower(line[start]) == first {
      if wanted.elementsEqual(line[start..<(start + wanted.count)].lazy.map(lower)) { return true }
    }
    return false
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
