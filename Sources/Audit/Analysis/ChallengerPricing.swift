internal import Catalog

/// Prices summed calls on offers that did not serve them.
struct ChallengerPricing {
  let scheme: AuditScheme
  let assumptions: AuditAssumptions

  /// One end of what is assumed.
  private struct Case {
    var factor: Double
    var cacheKept: Double
    var reasoning: Double
    var retry: Double
    var escalation: Double
  }

  /// What a cell's calls would have cost on an offer; nil when it had no price then or their prompts do not fit.
  func cost(of cell: Cell, on offer: Offer, factor: AssumedValue, sibling: Offer?) -> ChallengerCost? {
    let tier = ServiceTier(number: cell.key.tier)
    let prompt = scheme.sizes.shortest(in: Int(cell.key.size))
    let tokens = (Double(cell.longestPrompt) + Double(cell.longestAnswer)) * factor.value
    guard offer.contextTokens <= 0 || tokens <= Double(offer.contextTokens) else { return nil }
    let own = offer.rates(at: cell.priced, promptTokens: prompt, tier: tier)
    guard let rates = own ?? offer.rates(at: cell.priced, promptTokens: prompt) else { return nil }
    let a = assumptions
    let paid = Double(cell.sums.list.amount)
    func price(_ rates: (card: RateCard, multiplierPPM: Int64), _ given: Case) -> Double? {
      Self.cost(of: cell.sums.usage, rates, given, paid: paid)
    }
    let central = Case(
      factor: factor.value, cacheKept: a.cacheKept.value, reasoning: a.reasoningRatio.value, retry: a.retryRate.value,
      escalation: a.escalationRate.value)
    let cheap = Case(
      factor: factor.low, cacheKept: a.cacheKept.high, reasoning: a.reasoningRatio.low, retry: a.retryRate.low,
      escalation: a.escalationRate.low)
    let dear = Case(
      factor: factor.high, cacheKept: a.cacheKept.low, reasoning: a.reasoningRatio.high, retry: a.retryRate.high,
      escalation: a.escalationRate.high)
    guard let expected = price(rates, central), let low = price(rates, cheap), let high = price(rates, dear) else {
      return nil
    }
    var found = ChallengerCost(covered: cell.sums)
    // Rounded once for each cell, so that sums do not depend on their order.
    found.cost = SavingRange(low: .rounded(low), expected: .rounded(expected), high: .rounded(high))
    let kept = rates.card.cacheRead == nil ? 0 : a.cacheKept.value
    found.cacheReadsLost = Int(exactly: (Double(cell.sums.usage.cacheRead) * (1 - kept)).rounded()) ?? .max
    found.rowsWithoutTier = own == nil ? cell.sums.rows : 0
    if let sibling,
      let elsewhere = sibling.rates(at: cell.priced, promptTokens: prompt, tier: own == nil ? .standard : tier),
      let base = price(elsewhere, central)
    {
      found.residencyUplift = .rounded(expected - base)
    }
    return found
  }

  // In nano-dollars. A kind without a rate falls back on the dearer kind that it becomes: cache reads and writes are
  // input on a host that has no price for them.
  private static func cost(
    of usage: TokenUsage, _ rates: (card: RateCard, multiplierPPM: Int64), _ given: Case, paid: Double
  ) -> Double? {
    let card = rates.card
    guard let input = rate(card.input) else { return nil }
    let output = rate(card.output)
    guard output != nil || (usage.output == 0 && usage.reasoning == 0) else { return nil }
    let read = rate(card.cacheRead)
    let kept = read == nil ? 0 : given.cacheKept
    var sum = Double(usage.input) * input
    sum += Double(usage.cacheRead) * (kept * (read ?? input) + (1 - kept) * input)
    sum += Double(usage.cacheWriteShort) * (rate(card.cacheWriteShort) ?? input)
    sum += Double(usage.cacheWriteLong) * (rate(card.cacheWriteLong) ?? rate(card.cacheWriteShort) ?? input)
    sum += Double(usage.output) * (output ?? 0)
    sum += Double(usage.reasoning) * given.reasoning * (rate(card.reasoning) ?? output ?? 0)
    let once = sum * given.factor * Double(rates.multiplierPPM) / 1e12
    return once * (1 + given.retry) + given.escalation * paid
  }

  private static func rate(_ rate: TokenRate?) -> Double? { rate.map { Double($0.nanoDollarsPerMillion) } }
}

extension NanoDollars {
  /// The nearest amount; saturates.
  static func rounded(_ nanoDollars: Double) -> NanoDollars {
    NanoDollars(Int64(exactly: nanoDollars.rounded()) ?? (nanoDollars > 0 ? .max : .min))
  }
}
