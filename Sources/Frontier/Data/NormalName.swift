/// A model's name without what sources spell differently: case, punctuation, the maker, and dates of snapshots.
struct NormalName: Hashable {
  /// Words and numbers, in order: `GPT-4.1` is gpt, 4, 1, so that it cannot be taken for `GPT-41`.
  let full: [String]
  /// The same without `preview` and without a date of a snapshot at the end.
  let undated: [String]

  init(_ name: String) {
    let own = name.split(separator: "/").last.map(String.init) ?? name
    var words = Self.words(own)
    if let first = words.first, words.count > 1, Self.makers.contains(first) { words.removeFirst() }
    full = words
    var undated = words.filter { $0 != "preview" }
    Self.dropDate(&undated)
    self.undated = undated.isEmpty ? words : undated
  }

  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    var last: Kind?
    for character in name.lowercased() {
      let kind = Kind(character)
      defer { last = kind }
      guard let kind else { continue }
      if kind == last, let end = words.indices.last {
        words[end].append(character)
      } else {
        words.append(String(character))
      }
    }
    return words
  }

  private enum Kind {
    case letter, digit

    init?(_ character: Character) {
      if character.isLetter { self = .letter } else if character.isNumber { self = .digit } else { return nil }
    }
  }

  /// Takes `2024 11 20`, `20241120` or `nov 2023` off the end. Four digits stay: `0528` is another model, not a snapshot.
  private static func dropDate(_ words: inout [String]) {
    if words.count > 3, Day(words.suffix(3).joined(separator: "-")) != nil {
      words.removeLast(3)
    } else if words.count > 1, let last = words.last, last.count == 8, let number = Int(last),
      Day("\(number / 10_000)-\(last.dropFirst(4).prefix(2))-\(last.suffix(2))") != nil
    {
      words.removeLast()
    } else if words.count > 2, let last = words.last, last.count == 4, let year = Int(last),
      (2018...2100).contains(year),
      let month = words.dropLast().last, months.contains(String(month.prefix(3))), month.count == 3
    {
      words.removeLast(2)
    }
  }

  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let makers: Set<String> = [
    "openai", "anthropic", "google", "meta", "amazon", "microsoft", "nvidia", "xai", "alibaba", "moonshotai",
    "mistralai",
    "zhipu", "tencent", "baidu", "cohere", "ibm",
  ]
}
