internal import Catalog

/// A rule with the offers that it describes.
final class CompiledRule: Sendable {
  let rule: Rule
  /// Offers that the rule refuses whatever they cost.
  private let always: OfferSet
  /// Offers whose refusal depends on their price of the day.
  private let byPrice: [Priced]

  private struct Priced: Sendable {
    var number: Int
    var pattern: OfferPattern
    var offer: Offer
  }

  init(_ rule: Rule, catalog: Catalog) {
    self.rule = rule
    var always = OfferSet(count: catalog.offers.count)
    var byPrice: [Priced] = []
    for (number, offer) in catalog.offers.enumerated() {
      guard let model = catalog.model(offer.model), let provider = catalog.provider(offer.provider) else { continue }
      for pattern in rule.refuse where pattern.matchesFacts(offer: offer, model: model, provider: provider) {
        if pattern.dependsOnPrice {
          byPrice.append(Priced(number: number, pattern: pattern, offer: offer))
        } else {
          always.insert(number)
        }
      }
    }
    self.always = always
    self.byPrice = byPrice
  }

  func covers(_ request: Case, useCase: UseCaseID) -> Bool {
    rule.when.covers(
      useCase: useCase, stakes: request.stakes, tenant: request.tenant, dataClass: request.dataClass)
  }

  func subtractRefused(from allowed: inout OfferSet, at instant: Timestamp) {
    allowed.subtract(always)
    guard !byPrice.isEmpty else { return }
    var refused = OfferSet(count: allowed.words.count * 64)
    for candidate in byPrice where allowed.contains(candidate.number) && isTooDear(candidate, at: instant) {
      refused.insert(candidate.number)
    }
    allowed.subtract(refused)
  }

  func refuses(_ number: Int, at instant: Timestamp) -> Bool {
    always.contains(number) || byPrice.contains { $0.number == number && isTooDear($0, at: instant) }
  }

  private func isTooDear(_ candidate: Priced, at instant: Timestamp) -> Bool {
    candidate.pattern.matchesPrice(PeakRates(offer: candidate.offer, at: instant))
  }
}
