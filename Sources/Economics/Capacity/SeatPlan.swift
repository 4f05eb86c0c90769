/// A flat-rate plan: seats at a fee, whatever is used.
public struct SeatPlan: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Seats that are paid.
  public var seats: Int
  /// US dollars per seat and month.
  public var feePerSeat: Double
  /// Requests per seat and month that the plan serves at most; nil when it names no limit.
  public var requestLimitPerSeat: Double?
  /// Where fee and limit are from.
  public var source: String

  /// A plan by its fee.
  public init(name: String, seats: Int, feePerSeat: Double, requestLimitPerSeat: Double? = nil, source: String) {
    self.name = name
    self.seats = max(1, seats)
    self.feePerSeat = feePerSeat
    self.requestLimitPerSeat = requestLimitPerSeat
    self.source = source
  }

  /// What all seats cost in a month, US dollars.
  public var monthlyFee: Double { Double(seats) * feePerSeat }

  /// Holds the plan against metered use at so many US dollars per request.
  public func compared(requestsPerMonth: Double, meteredPerRequest: Double) -> Comparison {
    let limit = requestLimitPerSeat.map { $0 * Double(seats) }
    let served = min(requestsPerMonth, limit ?? .infinity)
    let beyond = max(0, requestsPerMonth - served)
    let breakEven = meteredPerRequest > 0 ? feePerSeat / meteredPerRequest : nil
    return Comparison(
      plan: self, planMonthly: monthlyFee + beyond * meteredPerRequest,
      meteredMonthly: requestsPerMonth * meteredPerRequest, feePerRequest: served > 0 ? monthlyFee / served : nil,
      breakEvenPerSeat: requestLimitPerSeat.map { limit in breakEven.flatMap { $0 <= limit ? $0 : nil } } ?? breakEven)
  }

  /// A plan beside metered use. Amounts in US dollars.
  public struct Comparison: Hashable, Sendable {
    /// The plan.
    public var plan: SeatPlan
    /// What the month costs with the plan; requests beyond its limit are metered.
    public var planMonthly: Double
    /// What the month costs without it.
    public var meteredMonthly: Double
    /// The fee spread over the requests that the plan serves; nil without requests.
    public var feePerRequest: Double?
    /// Requests per seat and month from which the plan is cheaper; nil when no number within its limit is.
    public var breakEvenPerSeat: Double?

    /// Whether the plan is cheaper.
    public var planWins: Bool { planMonthly < meteredMonthly }
  }
}
