internal import Learning

/// The probability that an answer is wrong, with what is known about it.
public struct ErrorRate: Hashable, Sendable {
  /// Where the number is from.
  public enum Origin: Hashable, Sendable {
    /// So many wrong answers of so many, and who counted.
    case measured(failures: Int, of: Int, source: String)
    /// From the error model: months behind the best closed model of today.
    case derived(monthsBehind: Double)
    /// From the rates of a cascade's parts; measured only when all of them are.
    case combined(isMeasured: Bool)
  }

  /// The probability that is reckoned with.
  public var value: Double
  /// The lower end of the interval.
  public var low: Double
  /// The upper end of the interval.
  public var high: Double
  /// What a constraint looks at: the upper 95 % confidence bound of what was measured, else the interval's upper end.
  public var bound: Double
  /// Where it is from.
  public var origin: Origin

  /// A rate by its parts, each between 0 and 1.
  public init(value: Double, low: Double, high: Double, bound: Double? = nil, origin: Origin) {
    func share(_ number: Double) -> Double { number.isNaN ? 1 : min(1, max(0, number)) }
    self.value = share(value)
    self.low = min(share(low), self.value)
    self.high = max(share(high), self.value)
    self.bound = share(bound ?? self.high)
    self.origin = origin
  }

  /// So many wrong answers of so many: the interval is Wilson's, the bound that of Clopper and Pearson.
  public init(failures: Int, of count: Int, source: String) {
    let proportion = Proportion(hits: failures, count: count)
    self.init(
      value: count > 0 ? proportion.share : 1, low: proportion.interval.lowerBound,
      high: proportion.interval.upperBound, bound: BinomialBound.upper(failures: failures, of: count),
      origin: .measured(failures: failures, of: count, source: source))
  }

  /// Whether it was counted.
  public var isMeasured: Bool {
    switch origin {
    case .measured: true
    case .derived: false
    case .combined(let isMeasured): isMeasured
    }
  }
}
