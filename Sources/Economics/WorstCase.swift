public import Catalog

/// The most that a request can cost on an offer.
///
/// Every prompt token is priced at the dearest of what prompt tokens may be billed as (fresh, cache read, either cache
/// write) and every answer token at the dearer of visible and hidden ones, at the highest rates that may apply from
/// `instant` on (windows, thresholds, dated changes: `Offer.dearestRates`). Each of `choices` may use all of
/// `maxOutputTokens`. The dearest of the tiers counts at which a request that asks for `tier` (`TierWord`) may be
/// billed, and each of `tools` may be used as often as it says, for its fee and for the prompt tokens that it adds
/// (`TokenBound.perUse`). Unknown when the offer has no rate for prompt tokens, or none for answer tokens that may occur,
/// or no price for the tier or for a tool.
public func worstCase(
  promptTokens: Int, maxOutputTokens: Int, choices: Int, offer: Offer, at instant: Timestamp, tier: String? = nil,
  tools: [ServerToolUse] = []
) -> Cost {
  guard let tiers = offer.tiers(asked: tier, at: instant) else { return .unknown(missing: []) }
  let prompt = tools.reduce(max(0, promptTokens)) { TokenBound.adding($0, TokenBound.perUse($1.tool), times: $1.count) }
  let rates = offer.dearestRates(at: instant, promptTokenBound: prompt, tiers: tiers)
  let (answer, overflow) = max(0, maxOutputTokens).multipliedReportingOverflow(by: max(1, choices))
  let card = RateCard(
    input: rates.input.map { dearest($0, rates.cacheRead, rates.cacheWriteShort, rates.cacheWriteLong) },
    output: rates.output.map { dearest($0, rates.reasoning) })
  let tokens = card.cost(of: TokenUsage(input: prompt, output: overflow ? .max : answer))
  return tools.isEmpty ? tokens : tokens + offer.fees(of: tools)
}

private func dearest(_ rate: TokenRate, _ others: TokenRate?...) -> TokenRate {
  others.reduce(rate) { highest, other in other.map { max(highest, $0) } ?? highest }
}
