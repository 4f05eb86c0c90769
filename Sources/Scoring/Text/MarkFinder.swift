/// Finds the next occurrence of a character from places that only go forward, in time linear in the text as a whole.
struct MarkFinder: Sendable {
  private let mark: Character
  private var found = -1

  init(_ mark: Character) { self.mark = mark }

  /// The first index at or after `start` that holds the character, nil if none does.
  mutating func next(in text: [Character], from start: Int) -> Int? {
    if found < start { found = text[start...].firstIndex(of: mark) ?? text.count }
    return found < text.count ? found : nil
  }
}
