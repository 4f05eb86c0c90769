/// From what cost of an error on the dearer and better of two models is the cheaper choice: λ* = (C₂ − C₁)/(e₁ − e₂).
public struct BreakEven: Hashable, Sendable {
  /// US dollars per error; nil when the dearer model is not better or the cheaper one is better too.
  public var errorCost: Double?
  /// By the interval of the error gap; the upper end is infinite when that interval meets zero.
  public var interval: ClosedRange<Double>?
  /// Cost difference C₂ − C₁ per request, US dollars.
  public var costGap: Double
  /// Error gap e₁ − e₂ as reckoned with, and its interval.
  public var errorGap: Double
  /// The interval of the error gap.
  public var gapInterval: ClosedRange<Double>

  /// Compares a cheap model 1 with a dear model 2 by the interval of their gap.
  public init(costGap: Double, errorGap: Double, gapInterval: ClosedRange<Double>) {
    self.costGap = costGap
    self.errorGap = errorGap
    self.gapInterval = gapInterval
    guard costGap > 0, gapInterval.upperBound > 0 else { return }
    errorCost = errorGap > 0 ? costGap / errorGap : nil
    let least = costGap / gapInterval.upperBound
    interval = least...(gapInterval.lowerBound > 0 ? costGap / gapInterval.lowerBound : .infinity)
  }

  /// Compares two rates whose errors are independent of each other, as counts on different samples are.
  public init(cheapCost: Double, cheapError: ErrorRate, dearCost: Double, dearError: ErrorRate) {
    let gap = cheapError.value - dearError.value
    func side(_ left: Double, _ right: Double) -> Double { (left * left + right * right).squareRoot() }
    let below = side(cheapError.value - cheapError.low, dearError.high - dearError.value)
    let above = side(cheapError.high - cheapError.value, dearError.value - dearError.low)
    self.init(costGap: dearCost - cheapCost, errorGap: gap, gapInterval: (gap - below)...(gap + above))
  }

  /// Whether the interval of the gap meets zero: then no error cost is known from which the dearer model pays.
  public var isUnbounded: Bool { interval.map { $0.upperBound == .infinity } ?? true }

  /// The same when a share of errors is caught and then costs review and fallback instead (`ErrorPrices`): the uncaught
  /// error cost at which both are equal. Nil when nothing is left uncaught, or there is no threshold; 0 when already
  /// the caught errors make the dearer model the cheaper choice.
  public func uncaughtErrorCost(_ prices: ErrorPrices) -> Double? {
    guard let errorCost, prices.caughtShare < 1 else { return nil }
    return max(0, (errorCost - prices.caughtPerError) / (1 - prices.caughtShare))
  }
}
