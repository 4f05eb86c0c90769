import Assessment

/// Knows the lines that repeat across a key's requests, so that a template's words are not taken for its user's.
///
/// Belongs to one event loop. What repeats is not thrown away: it counts as the program's own words, as a system prompt
/// does. A message that consists of nothing else stays what it is, so that a question that is asked often stays one.
struct TemplateMemory {
  /// A line that came in so many different messages of a key is part of a template.
  static let often = 12
  /// Shorter lines are left alone: greetings repeat without a template.
  static let shortest = 24
  private static let mostKeys = 256
  private static let mostLines = 512
  private static let longestText = 16 << 10

  private struct Lines {
    var counts: [Int: Int] = [:]
    /// Lines are forgotten by halves when there are too many.
    mutating func count(_ line: Int) -> Int {
      if counts.count >= TemplateMemory.mostLines {
        counts = counts.compactMapValues { $0 > 1 ? $0 / 2 : nil }
      }
      counts[line, default: 0] += 1
      return counts[line] ?? 0
    }
  }

  private var keys: [String: Lines] = [:]

  /// The message of a user as what is new in it and what repeats.
  mutating func parts(_ text: [UInt8], key: String) -> [TextPart] {
    let whole = [TextPart(role: .user, bytes: text)]
    guard text.count <= Self.longestText, text.containsAny(0x0A, 0x0A, 0x0A) else { return whole }
    if keys.count >= Self.mostKeys, keys[key] == nil { keys.removeAll() }
    var fresh: [UInt8] = []
    var repeated: [UInt8] = []
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: true) {
      let isLong = line.count >= Self.shortest
      if isLong, keys[key, default: Lines()].count(Self.hash(line)) > Self.often {
        repeated += line
        repeated.append(0x0A)
      } else {
        fresh += line
        fresh.append(0x0A)
      }
    }
    guard !repeated.isEmpty, fresh.count(where: { $0 > 0x40 }) >= 3 else { return whole }
    return [TextPart(role: .system, bytes: repeated), TextPart(role: .user, bytes: fresh)]
  }

  private static func hash(_ line: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    line.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
