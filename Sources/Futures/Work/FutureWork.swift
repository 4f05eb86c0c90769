/// One use case as it is at the start. Amounts are US dollars of today; a future is no invoice.
public struct FutureWork: Hashable, Sendable {
  public var useCase: String
  public var title: String
  public var requestsPerMonth: Double
  /// By which share requests grow in a year: 0.2 is 20 % more.
  public var growthPerYear: Assumption
  /// Dollars for an error that nobody caught.
  public var errorCost: Double
  /// The share of errors that are caught, 0 to 1.
  public var caughtShare: Double
  /// Dollars for an error that was caught: review and doing it again.
  public var reviewCost: Double
  /// The constraint on irrecoverable work; nil where an error is a cost only.
  public var errorBound: ErrorBound?
  /// Months by which the best open model is behind the best closed one on this work; negative if it leads.
  public var lag: Assumption
  /// The chance of an error of the best closed model today.
  public var closedError: Assumption
  /// By which share that chance falls in a year: 0.4 is 40 %.
  public var errorFall: Assumption
  /// Dollars a request when no option may serve, so that a person does it.
  public var personCost: Double
  /// Dollars once for each move to another kind of option: evaluation, prompts, contracts.
  public var moveCost: Double
  public var options: [FutureOption]
  /// The index of the option in use.
  public var today: Int

  public init(
    useCase: String, title: String, requestsPerMonth: Double, growthPerYear: Assumption, errorCost: Double,
    caughtShare: Double, reviewCost: Double, errorBound: ErrorBound? = nil, lag: Assumption, closedError: Assumption,
    errorFall: Assumption, personCost: Double, moveCost: Double = 0, options: [FutureOption], today: Int
  ) {
    self.useCase = useCase
    self.title = title
    self.requestsPerMonth = requestsPerMonth
    self.growthPerYear = growthPerYear
    self.errorCost = errorCost
    self.caughtShare = caughtShare
    self.reviewCost = reviewCost
    self.errorBound = errorBound
    self.lag = lag
    self.closedError = closedError
    self.errorFall = errorFall
    self.personCost = personCost
    self.moveCost = moveCost
    self.options = options
    self.today = today
  }

  /// Dollars that one error costs on average.
  public var costPerError: Double { (1 - caughtShare) * errorCost + caughtShare * reviewCost }

  /// What is assumed of it, as a report lists it.
  public var assumptions: [Assumption] {
    [growthPerYear, lag, closedError, errorFall].map { assumption in
      var named = assumption
      named.name = "\(useCase): \(assumption.name)"
      return named
    }
      + options.map { option in
        var named = option.errorFactor
        named.name = "\(useCase), \(option.id): \(option.errorFactor.name)"
        return named
      }
  }
}
