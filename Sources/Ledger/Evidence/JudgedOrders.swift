/// What a judge said of a pair with either answer shown first: 1 for the challenger, −1 for the incumbent, 0 for neither.
public struct JudgedOrders: Hashable, Sendable {
  public var challengerFirst: Int
  public var incumbentFirst: Int
  /// Characters of each answer, as judges like length.
  public var challengerLength: Int
  public var incumbentLength: Int

  /// Both verdicts with the lengths of what was judged.
  public init(challengerFirst: Int, incumbentFirst: Int, challengerLength: Int, incumbentLength: Int) {
    self.challengerFirst = challengerFirst
    self.incumbentFirst = incumbentFirst
    self.challengerLength = challengerLength
    self.incumbentLength = incumbentLength
  }
}
