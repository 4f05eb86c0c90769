extension RateCard {
  /// What `usage` costs at these rates times `multiplierPPM` millionths.
  ///
  /// The products of tokens and rates are summed exactly in 128 bits and rounded once, upward, to the next
  /// nano-dollar. A kind that was used and has no rate makes the cost unknown. Counts below zero count as zero;
  /// a cost beyond what `NanoDollars` holds saturates.
  public func cost(of usage: TokenUsage, multiplierPPM: Int64 = 1_000_000) -> Cost {
    var sum = ExactSum()
    sum.add(usage.input, input)
    sum.add(usage.cacheRead, cacheRead)
    sum.add(usage.cacheWriteShort, cacheWriteShort)
    sum.add(usage.cacheWriteLong, cacheWriteLong)
    sum.add(usage.output, output)
    sum.add(usage.reasoning, reasoning)
    guard sum.isComplete else {
      return .unknown(missing: TokenKind.allCases.filter { usage[$0] > 0 && self[$0] == nil })
    }
    return .known(sum.rounded(multiplierPPM: multiplierPPM))
  }
}

private struct ExactSum {
  // Token · nano-dollars per million tokens: 10⁻¹⁵ dollars.
  private var total: Int128 = 0
  private(set) var isComplete = true

  @inline(__always)
  mutating func add(_ tokens: Int, _ rate: TokenRate?) {
    guard tokens > 0 else { return }
    guard let rate else {
      isComplete = false
      return
    }
    let product = tokens.multipliedFullWidth(by: Int(rate.nanoDollarsPerMillion))
    let exact = Int128(product.high) << 64 | Int128(product.low)
    let (sum, overflow) = total.addingReportingOverflow(exact)
    total = overflow ? (exact > 0 ? .max : .min) : sum
  }

  // Almost every request fits the 64-bit division, which is several times faster.
  @inline(__always)
  func rounded(multiplierPPM: Int64) -> NanoDollars {
    if multiplierPPM == 1_000_000 {
      if total >= 0, let small = UInt64(exactly: total) {
        let (quotient, rest) = small.quotientAndRemainder(dividingBy: 1_000_000)
        return NanoDollars(Int64(clamping: rest > 0 ? quotient + 1 : quotient))
      }
      return Self.up(total, 1_000_000)
    }
    let (product, overflow) = total.multipliedReportingOverflow(by: Int128(multiplierPPM))
    guard !overflow else { return NanoDollars((total < 0) == (multiplierPPM < 0) ? .max : .min) }
    return Self.up(product, 1_000_000_000_000)
  }

  private static func up(_ dividend: Int128, _ divisor: Int128) -> NanoDollars {
    let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    return NanoDollars(Int64(clamping: rest > 0 ? quotient + 1 : quotient))
  }
}
