/// How the hosts of one model price one kind of token.
public struct PriceSpread: Sendable {
  /// Fewer hosts than this have no median worth comparing with.
  public static let fewestHosts = 3

  // Twice the median, so that the mean of the two middle rates stays a whole number.
  private let twiceMedian: Int128

  /// The spread of some rates; nil when there are too few. Rates of zero are offers to lure, not prices, and left out.
  public init?(_ rates: [TokenRate]) {
    let sorted = rates.filter { $0.nanoDollarsPerMillion > 0 }.sorted()
    guard sorted.count >= Self.fewestHosts else { return nil }
    let upper = sorted[sorted.count / 2]
    let lower = sorted[(sorted.count - 1) / 2]
    twiceMedian = Int128(upper.nanoDollarsPerMillion) + Int128(lower.nanoDollarsPerMillion)
  }

  /// The middle rate.
  public var median: TokenRate { TokenRate(nanoDollarsPerMillion: Int64(clamping: twiceMedian / 2)) }

  /// True when a rate is more than `factor` times the median, or less than a `factor`-th of it.
  public func isOutlier(_ rate: TokenRate, factor: Int64) -> Bool {
    let twice = 2 * Int128(rate.nanoDollarsPerMillion)
    return twice > Int128(factor) * twiceMedian || twice * Int128(factor) < twiceMedian
  }
}
