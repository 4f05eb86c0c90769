/// What one request costs on average, with what its errors cost: C + e·(1−caught)·λ + e·caught·(review + fallback).
///
/// The error term is that of Zellinger and Thomson (arXiv 2507.03834), divided by whether an error is caught. All
/// amounts in US dollars.
public struct ExpectedCost: Hashable, Sendable {
  /// Tokens of the answer, and of the escalated answers of a cascade.
  public var tokens: Double
  /// What a cascade's detector costs.
  public var detection: Double
  /// Looking at a share of all answers as a rule.
  public var review: Double
  /// Looking again at errors that are caught, and replacing them.
  public var caughtErrors: Double
  /// Harm of errors that are not caught.
  public var uncaughtErrors: Double
  /// The probability that the answer that is given is wrong.
  public var error: Double

  /// Everything together.
  public var total: Double { tokens + detection + review + caughtErrors + uncaughtErrors }
  /// What is paid to somebody for sure: tokens and detector.
  public var cash: Double { tokens + detection }

  /// One model answers every request.
  public init(tokens: Double, error: Double, detection: Double = 0, prices: ErrorPrices) {
    self.tokens = tokens
    self.detection = detection
    self.error = error
    review = prices.reviewedShare * prices.reviewCost
    caughtErrors = error * prices.caughtPerError
    uncaughtErrors = error * prices.uncaughtPerError
  }

  /// An open model answers, and a closed one where the detector finds fault.
  public init(_ cascade: Cascade, prices: ErrorPrices) {
    self.init(
      tokens: cascade.openTokens + cascade.escalatedShare * cascade.closedTokens, error: cascade.error,
      detection: cascade.detectorCost, prices: prices)
  }
}
