/// What gathering will take before it begins: pairs, days, money, and the chance that it decides in time.
public struct GatePlan: Codable, Hashable, Sendable {
  /// What the plan assumes of the pairs: a share of ties and a true mean difference.
  public struct Assumption: Codable, Hashable, Sendable {
    public var tieRate: Double
    public var mean: Double

    public init(tieRate: Double = 0.5, mean: Double = 0) {
      self.tieRate = tieRate
      self.mean = mean
    }
  }

  /// The numbers of a plan, or of a change to it.
  public struct Numbers: Codable, Hashable, Sendable {
    public var pairs: PairsNeeded
    /// Days until the mean number of pairs and until the number within which 90 of 100 promote; infinite without traffic.
    public var meanDays: Double
    public var q90Days: Double?
    /// The expected cost of the mean number of pairs in 10⁻⁹ USD.
    public var nanoDollars: Double
    /// Pairs within the days allowed, and the shares of simulated runs that promote by then, or prove worse.
    public var pairsInTime: Int
    public var promotedInTime: Double
    public var provedWorseInTime: Double

    /// The chance of either answer in time.
    public var decidedInTime: Double { promotedInTime + provedWorseInTime }
  }

  /// Something that would help, with the numbers if it were done.
  public struct Remedy: Codable, Hashable, Sendable {
    public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
      case deterministicChecks, largerMargin, sampleEverything, pooling, replay
    }

    public var kind: Kind
    /// What to do, in a sentence.
    public var advice: String
    public var numbers: Numbers
  }

  public var assumption: Assumption
  public var traffic: GateTraffic
  /// δ as the judge sees it, and the round's α.
  public var effectiveMargin: Double
  public var roundAlpha: Double
  /// The days within which an answer is wanted.
  public var days: Double
  public var numbers: Numbers
  /// Why gathering would be in vain; empty if it would not.
  public var warnings: [String]
  /// What would help, the best first; empty without warnings.
  public var remedies: [Remedy]
}
