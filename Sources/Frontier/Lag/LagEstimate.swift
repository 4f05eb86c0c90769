/// A lag in months, or a gap in points, with its uncertainty from draws.
public struct LagEstimate: Hashable, Sendable {
  /// By the fit itself; nil where there is nothing to measure. A negative lag means that the followers lead.
  public var value: Double?
  /// Where 90 % and 95 % of the draws that have a value lie; nil without draws.
  public var interval90: ClosedRange<Double>?
  public var interval95: ClosedRange<Double>?
  /// The middle of the draws. It can lie far from the value: the best of many noisy scores is the best partly by luck.
  public var median: Double?
  public var draws: Int
  /// The share of draws without a value, 0 to 1.
  public var shareWithoutValue: Double
  /// How many records or days it is over.
  public var count: Int
  /// Records not reached by the end of the window, whose time is known only to be longer.
  public var pending: Int
  /// A lower bound where there is no value yet: "not caught up, at least this".
  public var atLeast: Double?

  /// Takes the values of the draws, of which some may have none.
  public init(value: Double?, draws: [Double?], count: Int, pending: Int = 0, atLeast: Double? = nil) {
    self.value = value
    self.count = count
    self.pending = pending
    self.atLeast = atLeast
    self.draws = draws.count
    let known = draws.compactMap { $0 }.filter(\.isFinite).sorted()
    shareWithoutValue = draws.isEmpty ? 0 : 1 - Double(known.count) / Double(draws.count)
    func range(_ tail: Double) -> ClosedRange<Double>? {
      guard let low = Quantile.of(known, tail), let high = Quantile.of(known, 1 - tail), low <= high else { return nil }
      return low...high
    }
    interval90 = range(0.05)
    interval95 = range(0.025)
    median = Quantile.of(known, 0.5)
  }
}
