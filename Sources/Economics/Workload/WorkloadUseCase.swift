public import Frontier

/// One kind of work in a workload.
public struct WorkloadUseCase: Hashable, Sendable {
  /// Its name in the workload and in reports; unique.
  public var id: String
  /// Its name for people.
  public var title: String
  /// The policy's use case that it belongs to, by id or name; nil when it is found by `id`.
  public var policyUseCase: String?
  /// Requests per month.
  public var requestsPerMonth: Double
  /// What a typical request uses.
  public var tokens: TokenShape
  /// Beliefs about this work; they go before those of the workload.
  public var beliefs: Beliefs
  /// In place of the workload's own threshold.
  public var irrecoverableAbove: Double?
  /// Share of all answers that somebody looks at as a rule.
  public var reviewedShare: Double
  /// The most that the probability of an error may be where errors cannot be made good.
  public var epsilon: Double
  /// The kind of benchmark whose lag is the nearest to this work; nil for all of them.
  public var work: BenchmarkCategory?
  /// Wrong answers that were counted on this work, by model.
  public var measured: [MeasuredErrors]
  /// What tells a cascade when to escalate; nil when there is nothing of the kind.
  public var detector: Detector?
  /// Who answers again when an error is caught.
  public var fallback: Fallback
  /// The model or offer that serves today.
  public var today: String?
  /// What must hold of an offer beside policy.
  public var constraints: Constraints
  /// A flat-rate plan that could serve this work.
  public var plan: SeatPlan?

  /// A kind of work by its parts.
  public init(
    id: String, title: String, policyUseCase: String? = nil, requestsPerMonth: Double, tokens: TokenShape,
    beliefs: Beliefs, irrecoverableAbove: Double? = nil, reviewedShare: Double = 0, epsilon: Double = 0.01,
    work: BenchmarkCategory? = nil, measured: [MeasuredErrors] = [], detector: Detector? = nil,
    fallback: Fallback = .again,
    today: String? = nil,
    constraints: Constraints = Constraints(), plan: SeatPlan? = nil
  ) {
    self.id = id
    self.title = title
    self.policyUseCase = policyUseCase
    self.requestsPerMonth = requestsPerMonth
    self.tokens = tokens
    self.beliefs = beliefs
    self.irrecoverableAbove = irrecoverableAbove
    self.reviewedShare = reviewedShare
    self.epsilon = epsilon
    self.work = work
    self.measured = measured
    self.detector = detector
    self.fallback = fallback
    self.today = today
    self.constraints = constraints
    self.plan = plan
  }
}
