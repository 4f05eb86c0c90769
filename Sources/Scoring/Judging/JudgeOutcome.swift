/// What a judge said of a pair, in both orders as far as it could be asked.
public struct JudgeOutcome: Sendable, Hashable {
  /// The version of rubric, words and model.
  public var version: String
  /// Characters of the incumbent's answer, because judges like length.
  public var incumbentLength: Int
  /// Characters of the challenger's answer.
  public var challengerLength: Int
  /// The verdict with the challenger shown first.
  public var challengerFirst: JudgeVerdict?
  /// The verdict with the incumbent shown first.
  public var incumbentFirst: JudgeVerdict?
  /// Replies that could not be used.
  public var errors: [JudgeError] = []
  /// How often the judge was asked.
  public var calls = 0

  init(version: String, incumbentLength: Int, challengerLength: Int) {
    self.version = version
    self.incumbentLength = incumbentLength
    self.challengerLength = challengerLength
  }

  mutating func record(_ verdict: JudgeVerdict, _ order: ShownOrder) {
    switch order {
    case .challengerFirst: challengerFirst = verdict
    case .incumbentFirst: incumbentFirst = verdict
    }
  }

  /// Both orders, nil if one of them is missing.
  public var orders: OrderPair? {
    guard let challengerFirst, let incumbentFirst else { return nil }
    return OrderPair(
      challengerFirst: challengerFirst.score(.challengerFirst), incumbentFirst: incumbentFirst.score(.incumbentFirst),
      incumbentLength: incumbentLength, challengerLength: challengerLength)
  }

  /// The mean of both orders, nil if one of them is missing.
  public var difference: Difference? { orders?.difference }
}

/// A pair as judged in both orders; +1 is for the challenger, −1 for the incumbent.
public struct OrderPair: Sendable, Hashable {
  /// The score with the challenger shown first.
  public var challengerFirst: Int
  /// The score with the incumbent shown first.
  public var incumbentFirst: Int
  /// Characters of the incumbent's answer.
  public var incumbentLength: Int
  /// Characters of the challenger's answer.
  public var challengerLength: Int

  /// A pair; scores beyond −1 and +1 are brought within.
  public init(challengerFirst: Int, incumbentFirst: Int, incumbentLength: Int = 0, challengerLength: Int = 0) {
    self.challengerFirst = challengerFirst.signum()
    self.incumbentFirst = incumbentFirst.signum()
    self.incumbentLength = incumbentLength
    self.challengerLength = challengerLength
  }

  /// The mean of both orders: a judge that always prefers the first answer comes to 0.
  public var difference: Difference { Difference(halves: challengerFirst + incumbentFirst) }
}
