/// What gathering will take before it begins: pairs, days, money, and the chance that it decides in time.
public struct GatePlan: Codable, Hashable, Sendable {
  /// What the plan assumes of the challenger: a share of ties, a true mean difference, and rates of failures.
  public struct Assumption: Codable, Hashable, Sendable {
    public var tieRate: Double
    public var mean: Double
    /// The rates at which it fails guardrails, by their names; 0 for those that are not named.
    public var failureRates: [String: Double]

    public init(tieRate: Double = 0.5, mean: Double = 0, failureRates: [String: Double] = [:]) {
      self.tieRate = tieRate
      self.mean = mean
      self.failureRates = failureRates
    }

    /// The guardrails of rules with the rates that are assumed.
    func guardrails(_ rules: GateRules) -> [GuardrailAssumption] {
      rules.guardrails.map { GuardrailAssumption($0, rate: failureRates[$0.name] ?? 0) }
    }
  }

  /// The two things that have to be shown, each as if it were the only one.
  public struct Alone: Codable, Hashable, Sendable {
    public var pairs: PairsNeeded
    public var guardrails: PairsNeeded
    /// The guardrails with the rates that were assumed.
    public var assumptions: [GuardrailAssumption]
    /// The guardrail that takes the most answers, and how many, by a first guess.
    public var slowest: GuardrailAssumption
    public var slowestGuess: Double
  }

  /// What a gate waits for the longest.
  public enum Bottleneck: String, Codable, Hashable, Sendable {
    case pairs, guardrails
  }

  /// The numbers of a plan, or of a change to it.
  public struct Numbers: Codable, Hashable, Sendable {
    public var pairs: PairsNeeded
    /// Days until the mean number of pairs and until the number within which 90 of 100 promote; infinite without traffic.
    public var meanDays: Double
    public var q90Days: Double?
    /// The expected cost of the mean number of pairs in 10⁻⁹ USD.
    public var nanoDollars: Double
    /// Pairs within the days allowed, and the shares of simulated runs that promote by then, or prove worse, or prove
    /// a guardrail exceeded.
    public var pairsInTime: Int
    public var promotedInTime: Double
    public var provedWorseInTime: Double
    public var exceededInTime: Double

    /// The chance of any answer in time.
    public var decidedInTime: Double { promotedInTime + provedWorseInTime + exceededInTime }
  }

  /// Something that would help, with the numbers if it were done.
  public struct Remedy: Codable, Hashable, Sendable {
    public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
      case deterministicChecks, largerMargin, sampleEverything, pooling, replay
      case fewerFailures, higherLimit
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
  /// Pairs and guardrails apart; nil where the rules have no guardrail.
  public var alone: Alone?
  /// Why gathering would be in vain; empty if it would not.
  public var warnings: [String]
  /// What would help, the best first; empty without warnings.
  public var remedies: [Remedy]

  /// Which of the two takes longer in half of the runs; nil without guardrails.
  public var bottleneck: Bottleneck? {
    alone.map { ($0.guardrails.median ?? .max) > ($0.pairs.median ?? .max) ? .guardrails : .pairs }
  }
}
