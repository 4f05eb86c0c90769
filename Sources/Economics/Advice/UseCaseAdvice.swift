public import Catalog
public import Frontier
public import Policy

/// A row of the adoption table, with everything that it rests on. Monthly amounts in US dollars.
public struct UseCaseAdvice: Hashable, Sendable {
  /// The kind of work.
  public var useCase: WorkloadUseCase
  /// The policy's use case whose rules, terms and minimum tier hold.
  public var policyUseCase: UseCaseID
  /// Whether errors cannot be made good, so that their probability is bounded instead of weighed.
  public var isConstrained: Bool
  /// What is advised; nil when no offer is permitted and has a price and an error rate.
  public var advised: AdviceOption?
  /// What serves today; nil when it is not said or has no price.
  public var today: AdviceOption?
  /// Why policy would refuse what serves today; nil when it would not.
  public var todayRefusal: String?
  /// Today's cost less the advised one, per month; nil when today's is not known.
  public var saving: Estimate?
  /// The best option of each class that has one.
  public var best: [OptionClass: AdviceOption]
  /// Every option that was weighed, those that may be chosen first, then by cost.
  public var options: [AdviceOption]
  /// The class that policy names.
  public var policyClass: ModelClass
  /// What policy's class says of the advised one; nil without advice.
  public var agreement: PolicyAgreement?
  /// Why this class, in a sentence.
  public var why: String
  /// What would flip it.
  public var flips: [Flip]
  /// The break-even error cost between the best closed and the best open option, dear against cheap.
  public var breakEven: BreakEven?
  /// What is not known.
  public var missing: [MissingEvidence]
  /// The lag that was used, with its interval and source; nil when the workload gives its own or none is known.
  public var lag: WorkLag?
  /// Every factor with its value and interval, and the monthly cost of the advised option at either end: a tornado.
  public var swings: [Swing]
  /// Which class is the best at either end of each factor that changes it.
  public var swingFlips: [SwingFlip]
  /// Factors with their basis, exact ones too, in a fixed order.
  public var factors: [(factor: Factor, quantity: Quantity)] {
    beliefs.quantities.sorted { $0.key.rank < $1.key.rank }.map { ($0.key, $0.value) }
  }
  /// Offers that were left out because a price is not known, with the kinds of token that have none.
  public var unpriced: [UnpricedOffer]
  /// Offers that were left out because nothing says how often they err.
  public var unjudged: [OfferID]
  /// How many offers each rule or requirement refused, most first.
  public var refusals: [Refusal]
  /// Machines of one's own against the best open offer.
  public var hosting: [HostingAdvice]
  /// The plan against metered use of what is advised.
  public var plan: SeatPlan.Comparison?
  var beliefs: Beliefs

  /// Whether the saving rests on counted errors of both what serves today and what is advised; else it is a forecast.
  public var isProven: Bool {
    today?.error.isMeasured == true && advised?.error.isMeasured == true
  }

  /// Factors that nobody measured or published.
  public var assumptions: [(factor: Factor, quantity: Quantity)] {
    factors.filter { if case .assumed = $0.quantity.basis { true } else { false } }
  }
}
