internal import Foundation

/// How far the best leader was ahead of the best follower on a day, in points: the vertical gap.
public struct VerticalGap: Hashable, Sendable {
  /// Who is compared.
  public struct Best: Hashable, Sendable {
    public var name: String
    public var points: Double
  }

  public var day: Day
  public var leader: Best
  public var follower: Best
  /// Standard error of the difference in points; nil where the data give none.
  public var standardError: Double?
  /// The scale that the points are on.
  public var scale: Scale

  public init(day: Day, leader: Best, follower: Best, standardError: Double? = nil, scale: Scale) {
    self.day = day
    self.leader = leader
    self.follower = follower
    self.standardError = standardError
    self.scale = scale
  }

  /// What points mean.
  public enum Scale: String, Hashable, Codable, Sendable, CaseIterable {
    /// Ratings from pairs, where 400 points are odds of 10 to 1.
    case elo
    /// Epoch's capability index.
    case capability
  }

  /// Points by which the leader is ahead; negative where the follower is.
  public var points: Double { leader.points - follower.points }

  /// The 90 % interval of the points. That each side's best is picked for being best is not in it.
  public var interval: ClosedRange<Double>? {
    standardError.map { points - Self.z90 * $0...points + Self.z90 * $0 }
  }

  /// Points in per cent of the follower's. The zero of either scale is arbitrary, so this number says little; it is what
  /// the Stanford AI Index prints.
  public var percent: Double? { follower.points > 0 ? 100 * points / follower.points : nil }

  /// How often the leader's answer would be preferred over the follower's, by Elo's formula; ratings only.
  public var winProbability: Double? { scale == .elo ? Self.winProbability(points) : nil }

  /// The 90 % interval of the win probability.
  public var winProbabilityInterval: ClosedRange<Double>? {
    guard scale == .elo, let interval else { return nil }
    return Self.winProbability(interval.lowerBound)...Self.winProbability(interval.upperBound)
  }

  /// The share of comparisons that so many rating points win: 36 are 55 %.
  public static func winProbability(_ points: Double) -> Double { 1 / (1 + pow(10, -points / 400)) }

  /// What must stand beside `percent`.
  public static let percentWarning =
    "per cent of a rating depend on where the scale puts its zero, which is arbitrary; the win probability does not"

  static let z90 = 1.6448536269514722
  static let z95 = 1.959963984540054
}
