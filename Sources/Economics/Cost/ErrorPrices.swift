/// What follows from an answer, wrong or not, apart from its tokens. All amounts in US dollars.
public struct ErrorPrices: Hashable, Sendable {
  /// What an error costs that nobody catches.
  public var errorCost: Double
  /// Share of errors that are caught before they do harm.
  public var caughtShare: Double
  /// What it costs to look at one answer.
  public var reviewCost: Double
  /// Share of all answers that somebody looks at as a rule.
  public var reviewedShare: Double
  /// What the better answer costs that replaces a caught error.
  public var fallbackCost: Double

  /// Consequences by their parts.
  public init(
    errorCost: Double, caughtShare: Double = 0, reviewCost: Double = 0, reviewedShare: Double = 0,
    fallbackCost: Double = 0
  ) {
    self.errorCost = errorCost
    self.caughtShare = caughtShare
    self.reviewCost = reviewCost
    self.reviewedShare = reviewedShare
    self.fallbackCost = fallbackCost
  }

  /// What a caught error costs on average over all errors.
  public var caughtPerError: Double { caughtShare * (reviewCost + fallbackCost) }
  /// What an uncaught error costs on average over all errors.
  public var uncaughtPerError: Double { (1 - caughtShare) * errorCost }
  /// What an error costs on average: the rate at which error probability and price are exchanged.
  public var perError: Double { caughtPerError + uncaughtPerError }
}
