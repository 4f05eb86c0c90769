/// Which of two answers a judge preferred in one order of presentation.
public enum Preference: Int8, CaseIterable, Codable, Hashable, Sendable {
  case incumbent = -1
  case neither = 0
  case challenger = 1
}

/// Challenger minus incumbent on one pair of answers to the same request, in half points.
public enum Difference: Int8, CaseIterable, Codable, Hashable, Sendable {
  case lost = -2
  case halfLost = -1
  case tied = 0
  case halfWon = 1
  case won = 2

  /// The mean of a judge's verdicts on both orders of presentation, which cancels a preference for a place.
  public init(_ first: Preference, _ second: Preference) {
    switch first.rawValue + second.rawValue {
    case ...(-2): self = .lost
    case -1: self = .halfLost
    case 0: self = .tied
    case 1: self = .halfWon
    default: self = .won
    }
  }

  /// The mean of the turns of one conversation, rounded up or down by lot so that it is right on average.
  ///
  /// Turns of a conversation resemble each other, so a conversation counts once. `lot` is uniform in 0..<1 and fixed
  /// before the outcome is known, for instance by a hash of the conversation's id.
  public init(mean: Double, lot: Double) {
    let halves = mean.isNaN ? -2 : min(max(mean, -1), 1) * 2
    let low = halves.rounded(.down)
    self = Difference(rawValue: Int8(low + (halves - low > lot ? 1 : 0))) ?? .won
  }

  /// The difference in points, −1 to 1.
  public var value: Double { Double(rawValue) / 2 }

  /// Its place among the five, 0 for lost.
  var place: Int { Int(rawValue) + 2 }
}
