public import Catalog

/// One way of serving a kind of work, with what it costs. Amounts per request in US dollars, monthly ones too.
public struct AdviceOption: Hashable, Sendable {
  /// What serves.
  public enum Kind: Hashable, Sendable {
    /// One offer answers.
    case offer(OfferID)
    /// An open offer answers, and a closed one where the detector finds fault.
    case cascade(open: OfferID, closed: OfferID)
    /// A model on machines of one's own, with how many are needed.
    case selfHosted(ModelID, SelfHosting.Plan)
  }

  /// Why an option may or may not be chosen.
  public enum Eligibility: Hashable, Sendable {
    case eligible
    /// Errors cannot be made good, and no bound on their probability is as low as it must be.
    case errorBound(Double, epsilon: Double)
    /// Tokens would cost more than the budget.
    case overBudget(monthly: Double, budget: Double)
  }

  /// What serves.
  public var kind: Kind
  /// Its class.
  public var optionClass: OptionClass
  /// Its name for people: offers, or a model and its machines.
  public var label: String
  /// What a request costs on average, at the values of all factors.
  public var expected: ExpectedCost
  /// What options are ranked by, per month: everything, but without the harm of uncaught errors where that cannot be
  /// made good and is bounded instead.
  public var monthly: Estimate
  /// Harm of uncaught errors per month.
  public var monthlyHarm: Estimate
  /// The probability that an answer that is given is wrong.
  public var error: ErrorRate
  /// Whether it may be chosen.
  public var eligibility: Eligibility
  /// The day from which each price holds and where it is from.
  public var prices: [Citation]
  /// When one of its prices is announced to change, and what its tokens cost per request from then on.
  public var nextPrice: (from: Timestamp, tokens: Double)? {
    nextFrom.flatMap { from in nextTokens.map { (from, $0) } }
  }
  var nextFrom: Timestamp?
  var nextTokens: Double?

  /// Whether it may be chosen.
  public var isEligible: Bool { eligibility == .eligible }
  /// Cost of a right answer when wrong ones cost only the next try; nil when no answer is right.
  public var costOfPass: Double? { Economics.costOfPass(cost: expected.cash, error: expected.error) }
}
