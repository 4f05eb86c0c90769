extension RateCard {
  /// What `usage` costs at these rates times `multiplierPPM` millionths.
  ///
  /// The products of tokens and rates are summed exactly and rounded once, upward, to the next nano-dollar. A kind
  /// that was used and has no rate makes the cost unknown. Counts below zero count as zero; a cost beyond what
  /// `NanoDollars` holds saturates.
  public func cost(of usage: TokenUsage, multiplierPPM: Int64 = 1_000_000) -> Cost {
    var sum = ShortSum()
    sum.add(usage.input, input)
    sum.add(usage.cacheRead, cacheRead)
    sum.add(usage.cacheWriteShort, cacheWriteShort)
    sum.add(usage.cacheWriteLong, cacheWriteLong)
    sum.add(usage.output, output)
    sum.add(usage.reasoning, reasoning)
    guard sum.isComplete else {
      return .unknown(missing: TokenKind.allCases.filter { usage[$0] > 0 && self[$0] == nil })
    }
    return .known(sum.rounded(multiplierPPM) ?? longCost(of: usage, multiplierPPM))
  }

  // 128 bits hold every product; what a sum or the multiplier carries beyond them saturates.
  private func longCost(of usage: TokenUsage, _ multiplierPPM: Int64) -> NanoDollars {
    var total = Int128(0)
    for kind in TokenKind.allCases where usage[kind] > 0 {
      let product = Int128(usage[kind]) * Int128(self[kind]?.nanoDollarsPerMillion ?? 0)
      let (sum, overflow) = total.addingReportingOverflow(product)
      total = overflow ? (product > 0 ? .max : .min) : sum
    }
    let (product, overflow) = total.multipliedReportingOverflow(by: Int128(multiplierPPM))
    guard !overflow else { return NanoDollars((total < 0) == (multiplierPPM < 0) ? .max : .min) }
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: 1_000_000_000_000)
    return NanoDollars(Int64(clamping: rest > 0 ? quotient + 1 : quotient))
  }
}

// The same sum in 64 bits, several times faster, which notices when it does not fit. Almost every request does.
private struct ShortSum {
  // Token · nano-dollars per million tokens: 10⁻¹⁵ dollars.
  private var total: UInt64 = 0
  private var fits = true
  private(set) var isComplete = true

  @inline(__always)
  mutating func add(_ tokens: Int, _ rate: TokenRate?) {
    guard tokens > 0 else { return }
    guard let rate else {
      isComplete = false
      return
    }
    let (product, wide) = UInt64(tokens)
      .multipliedReportingOverflow(by: UInt64(truncatingIfNeeded: rate.nanoDollarsPerMillion))
    let (sum, carry) = total.addingReportingOverflow(product)
    total = sum
    if wide || carry || rate.nanoDollarsPerMillion < 0 { fits = false }
  }

  @inline(__always)
  func rounded(_ multiplierPPM: Int64) -> NanoDollars? {
    guard fits, multiplierPPM > 0 else { return nil }
    let (quotient, rest): (UInt64, UInt64)
    if multiplierPPM == 1_000_000 {
      (quotient, rest) = total.quotientAndRemainder(dividingBy: 1_000_000)
    } else {
      let divisor: UInt64 = 1_000_000_000_000
      let product = total.multipliedFullWidth(by: UInt64(multiplierPPM))
      guard product.high < divisor else { return nil }
      (quotient, rest) = divisor.dividingFullWidth(product)
    }
    guard quotient < UInt64(Int64.max) else { return nil }
    return NanoDollars(Int64(quotient) + (rest > 0 ? 1 : 0))
  }
}
