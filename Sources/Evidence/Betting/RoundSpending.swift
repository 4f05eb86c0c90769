/// How the chance of a false promotion is divided among a gate's rounds of new data.
public enum RoundSpending: String, Codable, Hashable, Sendable {
  /// As many rounds as one likes: round r has 6α/(π²r²), so that all rounds together have α.
  case unlimited
  /// One round with all of α, and never another.
  case single

  /// The share of α that a round has; nil where there may not be such a round.
  public func alpha(_ alpha: Double, round: Int) -> Double? {
    guard round >= 1 else { return nil }
    switch self {
    case .unlimited: return 6 * alpha / (Double.pi * Double.pi * Double(round) * Double(round))
    case .single: return round == 1 ? alpha : nil
    }
  }
}
