/// Finds what a mistyped name was probably meant to be.
public enum Nearest {
  /// `" (did you mean 'x'?)"`, or nothing when no name is near.
  public static func hint(_ text: String, among names: [String]) -> String {
    guard let best = Self.names(near: text, among: names, limit: 1).first else { return "" }
    return " (did you mean '\(best)'?)"
  }

  /// Up to `limit` names that are within a third of `text`'s length, or contain it, nearest first.
  public static func names(near text: String, among names: [String], limit: Int) -> [String] {
    let wanted = Array(text.lowercased().utf8.prefix(128))
    guard !wanted.isEmpty else { return [] }
    var scored: [(distance: Int, name: String)] = []
    for name in names {
      let candidate = Array(name.lowercased().utf8.prefix(128))
      let limit = max(1, wanted.count / 3)
      var distance = wanted.count >= 3 && contains(candidate, wanted) ? 2 : Int.max
      // The lengths' difference is a lower bound, which spares most names the work.
      if abs(candidate.count - wanted.count) <= limit { distance = min(distance, editDistance(wanted, candidate)) }
      if distance <= limit { scored.append((distance, name)) }
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
  }

  private static func contains(_ name: [UInt8], _ part: [UInt8]) -> Bool {
    guard name.count >= part.count else { return false }
    return (0...(name.count - part.count)).contains { start in name[start...].starts(with: part) }
  }

  // Levenshtein 1966, two rows.
  private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var previous = Array(0...right.count)
    var current = previous
    for (i, a) in left.enumerated() {
      current[0] = i + 1
      for (j, b) in right.enumerated() {
        current[j + 1] = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a == b ? 0 : 1))
      }
      swap(&previous, &current)
    }
    return previous[right.count]
  }
}
