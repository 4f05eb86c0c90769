/// The answer's text is neither too short nor too long.
public struct LengthCheck: Sendable, Hashable {
  /// What is counted.
  public enum Unit: String, Sendable, Hashable, CaseIterable { case characters, words }

  /// What is counted.
  public var unit: Unit
  /// The smallest number that passes.
  public var least: Int
  /// The largest number that passes.
  public var most: Int

  /// A check of a number of characters or of words, both bounds included.
  public init(_ unit: Unit, least: Int = 0, most: Int = .max) {
    self.unit = unit
    self.least = least
    self.most = most
  }

  func verdict(_ answer: Answer) -> CheckVerdict {
    let count =
      switch unit {
      case .characters: answer.text.count
      case .words: answer.text.split(whereSeparator: \.isWhitespace).count
      }
    if count < least { return .fail("has \(count) \(unit.rawValue), at least \(least) are expected") }
    return count > most ? .fail("has \(count) \(unit.rawValue), at most \(most) are expected") : .pass
  }
}
