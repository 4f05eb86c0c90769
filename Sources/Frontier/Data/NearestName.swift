/// The name that a reader most likely meant.
enum NearestName {
  /// The closest of `names`, if at most a third of its letters differ; case does not count.
  static func of(_ name: String, in names: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8.prefix(longest))
    var best: (name: String, distance: Int)?
    for candidate in names {
      let letters = Array(candidate.lowercased().utf8.prefix(longest))
      guard abs(letters.count - wanted.count) <= max(letters.count, wanted.count) / 3 else { continue }
      let distance = distance(wanted, letters)
      guard distance * 3 <= max(letters.count, wanted.count), distance < best?.distance ?? .max else { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  private static let longest = 100

  /// Insertions, deletions, substitutions and swaps of neighbours from one to the other (Damerau 1964).
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (place, letter) in left.enumerated() {
      var next = [place + 1]
      for (column, other) in right.enumerated() {
        var least = min(next[column] + 1, row[column + 1] + 1, row[column] + (letter == other ? 0 : 1))
        if place > 0, column > 0, letter == right[column - 1], other == left[place - 1] {
          least = min(least, before[column - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[right.count]
  }
}
