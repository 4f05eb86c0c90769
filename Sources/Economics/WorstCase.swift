public import Catalog

/// The most that a standard request can cost on an offer.
///
/// Every prompt token is priced at the dearest of what prompt tokens may be billed as (fresh, cache read, either cache
/// write) and every answer token at the dearer of visible and hidden ones, at the highest rates that may apply from
/// `instant` on (windows, thresholds, dated changes: `Offer.dearestRates`). Each of `choices` may use all of
/// `maxOutputTokens`. Unknown when the offer has no rate for prompt tokens, or none for answer tokens that may occur.
public func worstCase(
  promptTokens: Int, maxOutputTokens: Int, choices: Int, offer: Offer, at instant: Timestamp
) -> Cost {
  let rates = offer.dearestRates(at: instant, promptTokenBound: max(0, promptTokens))
  let (answer, overflow) = max(0, maxOutputTokens).multipliedReportingOverflow(by: max(1, choices))
  let card = RateCard(
    input: rates.input.map { dearest($0, rates.cacheRead, rates.cacheWriteShort, rates.cacheWriteLong) },
    output: rates.output.map { dearest($0, rates.reasoning) })
  return card.cost(of: TokenUsage(input: max(0, promptTokens), output: overflow ? .max : answer))
}

private func dearest(_ rate: TokenRate, _ others: TokenRate?...) -> TokenRate {
  others.reduce(rate) { highest, other in other.map { max(highest, $0) } ?? highest }
}
