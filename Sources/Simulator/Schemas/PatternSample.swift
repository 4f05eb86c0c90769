/// Makes a text that a simple regular expression matches: literals, classes, groups, alternatives, repetition.
struct PatternSample: Sendable {
  private var rest: Substring
  private static let most = 1_000

  init(_ pattern: String) { rest = pattern[...] }

  /// A matching text; nil when the pattern uses look-around, back-references or anything else unknown here.
  func make() -> String? {
    var reader = self
    guard let text = reader.alternatives(depth: 0), reader.rest.isEmpty, text.count <= Self.most else { return nil }
    return text
  }

  // The first alternative is as good as any; the others are read past.
  private mutating func alternatives(depth: Int) -> String? {
    guard depth < 20, let first = sequence(depth: depth) else { return nil }
    while rest.first == "|" {
      rest.removeFirst()
      guard sequence(depth: depth) != nil else { return nil }
    }
    return first
  }

  private mutating func sequence(depth: Int) -> String? {
    var text = ""
    while let next = rest.first, next != "|", next != ")" {
      if next == "^" || next == "$" {
        rest.removeFirst()
        continue
      }
      guard let atom = atom(depth: depth), let times = repetition() else { return nil }
      text += String(repeating: atom, count: times)
      guard text.count <= Self.most else { return nil }
    }
    return text
  }

  private mutating func atom(depth: Int) -> String? {
    guard let first = rest.popFirst() else { return nil }
    switch first {
    case "(":
      if rest.hasPrefix("?") {
        guard rest.hasPrefix("?:") else { return nil }
        rest.removeFirst(2)
      }
      guard let inner = alternatives(depth: depth + 1), rest.popFirst() == ")" else { return nil }
      return inner
    case "[": return characterClass()
    case "\\": return rest.popFirst().flatMap(Self.escape)
    case ".": return "x"
    case "*", "+", "?", "{": return nil
    default: return String(first)
    }
  }

  private mutating func characterClass() -> String? {
    let negated = rest.first == "^"
    if negated { rest.removeFirst() }
    var members: [ClosedRange<Character>] = []
    while true {
      guard let next = rest.popFirst() else { return nil }
      if next == "]", !members.isEmpty { break }
      if next == "\\" {
        guard let member = rest.popFirst().flatMap(Self.escape)?.first else { return nil }
        members.append(member...member)
      } else if rest.first == "-", let last = rest.dropFirst().first, last != "]" {
        guard next <= last else { return nil }
        members.append(next...last)
        rest = rest.dropFirst(2)
      } else {
        members.append(next...next)
      }
    }
    guard negated else { return members.first.map { String($0.lowerBound) } }
    let outside: [Character] = ["x", "7", "X", " ", "_", "é"]
    return outside.first { character in !members.contains { $0.contains(character) } }.map { String($0) }
  }

  private mutating func repetition() -> Int? {
    let count: Int
    switch rest.first {
    case "*", "+", "?":
      rest.removeFirst()
      count = 1
    case "{":
      guard let end = rest.firstIndex(of: "}") else { return nil }
      let bounds = rest[rest.index(after: rest.startIndex)..<end]
      guard let least = bounds.split(separator: ",").first.flatMap({ Int($0) }) else { return nil }
      rest = rest[rest.index(after: end)...]
      count = bounds == "0" ? 0 : max(1, least)
    default: return 1
    }
    if rest.first == "?" || rest.first == "+" { rest.removeFirst() }
    return count <= Self.most ? count : nil
  }

  private static func escape(_ character: Character) -> String? {
    switch character {
    case "d": "7"
    case "w", "S", "D": "x"
    case "s": " "
    case "W": "-"
    case "n": "\n"
    case "t": "\t"
    case "b", "B", "0"..."9", "k", "p", "P", "u", "x": nil
    default: String(character)
    }
  }
}
