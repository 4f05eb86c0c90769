/// A price of tokens: nano-dollars per million tokens, so that $0.0284 per million is exact.
public struct TokenRate: Hashable, Comparable, Codable, Sendable {
  /// 10⁻⁹ USD per 10⁶ tokens.
  public var nanoDollarsPerMillion: Int64

  /// A rate in 10⁻⁹ USD per 10⁶ tokens.
  public init(nanoDollarsPerMillion: Int64) { self.nanoDollarsPerMillion = nanoDollarsPerMillion }

  public static func < (left: Self, right: Self) -> Bool { left.nanoDollarsPerMillion < right.nanoDollarsPerMillion }

  /// This rate times `ppm` millionths, rounded up to the next nano-dollar per million tokens; saturates.
  public func scaled(ppm: Int64) -> TokenRate {
    guard ppm != 1_000_000 else { return self }
    let product = Int128(nanoDollarsPerMillion) * Int128(ppm)
    let scaled = product > 0 ? (product + 999_999) / 1_000_000 : product / 1_000_000
    return TokenRate(nanoDollarsPerMillion: Int64(clamping: scaled))
  }
}

extension TokenRate: CustomStringConvertible {
  /// Dollars per million tokens: `$0.15/M`.
  public var description: String { "\(NanoDollars(nanoDollarsPerMillion))/M" }
}
