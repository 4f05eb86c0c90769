/// How much better the challenger's answer is than the incumbent's: −1, −½, 0, ½ or 1.
public enum Difference: Int, Sendable, Hashable, CaseIterable, Comparable {
  case worse = -2
  case slightlyWorse = -1
  case tie = 0
  case slightlyBetter = 1
  case better = 2

  /// A difference from its number of halves, brought within −2 and 2.
  public init(halves: Int) { self = Difference(rawValue: min(2, max(-2, halves))) ?? .tie }

  /// The number itself.
  public var value: Double { Double(rawValue) / 2 }

  /// Its place among five counters from −1 to 1.
  public var index: Int { rawValue + 2 }

  /// The same pair with the roles exchanged.
  public var negated: Difference { Difference(halves: -rawValue) }

  public static func < (left: Difference, right: Difference) -> Bool { left.rawValue < right.rawValue }
}
