/// A use case's traffic and what one pair costs, for planning.
public struct GateTraffic: Codable, Hashable, Sendable {
  /// Distinct conversations or requests a day that may go to the challenger.
  public var unitsPerDay: Double
  /// The share of them that is sampled, in 0...1.
  public var sampledShare: Double
  /// Logged units that can be replayed at once.
  public var replayable: Int
  /// Cost of the challenger's answer to one unit, and of one call to the judge, in 10⁻⁹ USD.
  public var challengerNanoDollars: Double
  public var judgeCallNanoDollars: Double
  /// Calls to the judge for one pair: 2 for both orders.
  public var judgeCallsPerPair: Double
  /// The share of pairs that checks or identical answers settle without the judge.
  public var settledWithoutJudge: Double

  public init(
    unitsPerDay: Double, sampledShare: Double = 1, replayable: Int = 0, challengerNanoDollars: Double = 0,
    judgeCallNanoDollars: Double = 0, judgeCallsPerPair: Double = 2, settledWithoutJudge: Double = 0
  ) {
    self.unitsPerDay = unitsPerDay
    self.sampledShare = sampledShare
    self.replayable = replayable
    self.challengerNanoDollars = challengerNanoDollars
    self.judgeCallNanoDollars = judgeCallNanoDollars
    self.judgeCallsPerPair = judgeCallsPerPair
    self.settledWithoutJudge = settledWithoutJudge
  }

  /// Pairs a day.
  public var pairsPerDay: Double { unitsPerDay * sampledShare }

  /// The expected cost of a pair in 10⁻⁹ USD.
  public var nanoDollarsPerPair: Double {
    challengerNanoDollars + judgeCallNanoDollars * judgeCallsPerPair * (1 - settledWithoutJudge)
  }

  /// Days until so many pairs are there; infinite without traffic.
  public func days(for pairs: Double) -> Double {
    let waiting = max(0, pairs - Double(replayable))
    return waiting == 0 ? 0 : pairsPerDay > 0 ? waiting / pairsPerDay : .infinity
  }

  /// Pairs that are there after so many days.
  public func pairs(after days: Double) -> Int {
    Int(min(max(0, Double(replayable) + pairsPerDay * days), 1e9))
  }
}
