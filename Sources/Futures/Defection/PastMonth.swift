public import Frontier

/// A month of the past, with what options cost then.
public struct PastMonth: Hashable, Sendable {
  public var day: Day
  /// Dollars a request by option id, from dated prices; an option without a price then is left out.
  public var tokenCosts: [String: Double]
  /// Months by which open models were behind then.
  public var lag: Assumption
  /// Requests in that month; nil for as many as at the start, which shows the effect of prices and lag alone.
  public var requests: Double?

  public init(day: Day, tokenCosts: [String: Double], lag: Assumption, requests: Double? = nil) {
    self.day = day
    self.tokenCosts = tokenCosts
    self.lag = lag
    self.requests = requests
  }
}
