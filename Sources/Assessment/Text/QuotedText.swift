/// Tells a user's own words from what they quote: a summary of a medical article is not a patient.
public enum QuotedText {
  private static let tags = ["document", "documents", "article", "context", "source", "transcript", "quote", "file"]

  /// The text in parts: the user's words, and as documents what stands in fences of three backticks or quotation marks,
  /// in tags such as `<document>`, or in lines that begin with `>`. Without any of these, the text as it is.
  public static func parts(_ text: [UInt8]) -> [TextPart] {
    guard text.contains(where: { $0 == 0x60 || $0 == 0x3E || $0 == 0x22 }) else {
      return [TextPart(role: .user, bytes: text)]
    }
    var own: [UInt8] = []
    var quoted: [UInt8] = []
    var closing: [UInt8]?
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == 0x20 || $0 == 0x09 }
      if let end = closing {
        if contains(trimmed, end) { closing = nil } else { quoted += line + [0x0A] }
      } else if let end = opening(trimmed) {
        // A fence that closes on its own line quotes that line alone.
        closing = contains(trimmed.dropFirst(end.count), end) ? nil : end
        if closing == nil { quoted += line + [0x0A] }
      } else if trimmed.first == 0x3E {
        quoted += line + [0x0A]
      } else {
        own += line + [0x0A]
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

  private static func opening(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    for fence in ["```", "\"\"\""] where line.starts(with: fence.utf8) { return Array(fence.utf8) }
    guard line.first == 0x3C, let end = line.firstIndex(of: 0x3E) else { return nil }
    let name = String(decoding: line[line.index(after: line.startIndex)..<end], as: UTF8.self).lowercased()
    let tag = name.split(separator: " ").first.map(String.init) ?? ""
    return tags.contains(tag) ? Array("</\(tag)>".utf8) : nil
  }

  private static func contains(_ line: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    guard line.count >= wanted.count else { return false }
    let lower = line.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return (0...(lower.count - wanted.count)).contains { lower[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
