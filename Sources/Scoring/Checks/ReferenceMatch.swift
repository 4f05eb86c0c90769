/// The answer is the reference, after both were made alike.
public struct ReferenceMatch: Sendable, Hashable {
  /// How both are made alike.
  public var normalization: TextNormalization
  /// Whether it is enough that the answer contains the reference.
  public var allowsMore: Bool

  /// A match; by default all that does not change what a reader understands is ignored.
  public init(normalization: TextNormalization = .lenient, allowsMore: Bool = false) {
    self.normalization = normalization
    self.allowsMore = allowsMore
  }

  func verdict(_ answer: Answer, _ task: ScoringTask) -> CheckVerdict {
    guard let reference = task.reference else { return .abstain("there is no reference answer") }
    let wanted = normalization.apply(reference)
    guard !wanted.isEmpty else { return .abstain("the reference answer is empty") }
    let found = normalization.apply(answer.text)
    if found == wanted || allowsMore && Self.contains(found, wanted) { return .pass }
    return .fail(allowsMore ? "does not contain the reference" : "differs from the reference")
  }

  /// Whether `wanted` stands in `text` as whole words: `12` does not stand in `112`.
  private static func contains(_ text: String, _ wanted: String) -> Bool {
    text.ranges(of: wanted).contains { range in
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      func joins(_ inner: Character?, _ outer: Character) -> Bool {
        guard let inner else { return false }
        return (inner.isLetter || inner.isNumber) && (outer.isLetter || outer.isNumber)
      }
      return !joins(wanted.first, before) && !joins(wanted.last, after)
    }
  }
}
