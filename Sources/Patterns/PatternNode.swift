/// A regular expression as a tree.
indirect enum PatternNode: Sendable, Hashable {
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, least: Int, most: Int?)
  case scalar(ScalarSet)
  case assertion(PatternAssertion)
}

/// A condition on a place between scalars.
enum PatternAssertion: Sendable, Hashable {
  case start, end, lineStart, lineEnd, boundary, noBoundary

  /// Whether it holds before the scalar at `index`.
  func holds(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    switch self {
    case .start: index == 0
    case .end: index == text.count
    case .lineStart: index == 0 || text[index - 1] == "\n"
    case .lineEnd: index == text.count || text[index] == "\n"
    case .boundary: Self.isWord(text, index - 1) != Self.isWord(text, index)
    case .noBoundary: Self.isWord(text, index - 1) == Self.isWord(text, index)
    }
  }

  private static func isWord(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    text.indices.contains(index) && ScalarSet.word.contains(text[index])
  }
}
