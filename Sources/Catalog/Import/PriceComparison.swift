/// Chooses between sources that price the same offer, and says where they differ.
struct PriceComparison {
  private let probes: [Probe]
  private let instant: Timestamp
  private(set) var disagreements: [PriceListMerge.Disagreement] = []

  /// An hour at which prices are compared: office hours in Asia, in Europe, and the weekend.
  private struct Probe {
    var instant: Timestamp
    var name: String
  }

  init(at instant: Timestamp) {
    self.instant = instant
    let monday = Int64(instant.day - instant.weekday + 1) * 86_400_000
    func probe(_ day: Int64, _ hour: Int64, _ name: String) -> Probe {
      Probe(instant: Timestamp(milliseconds: monday + (day * 24 + hour) * 3_600_000), name: name)
    }
    probes = [probe(0, 2, "Monday 02:00 UTC"), probe(0, 13, "Monday 13:00 UTC"), probe(5, 2, "Saturday 02:00 UTC")]
  }

  /// The offer to take; nil when the catalogue has exactly it already.
  mutating func choose(_ group: [PriceListMerge.Accepted], catalogue: Offer?) -> PriceListMerge.Accepted? {
    guard var chosen = group.first else { return nil }
    for other in group.dropFirst() {
      guard let difference = difference(chosen.offer, other.offer) else {
        chosen.files += other.files
        chosen.offer.complete(with: other.offer, at: instant)
        continue
      }
      let (winner, reason) = preferred(chosen, other)
      disagreements.append(
        PriceListMerge.Disagreement(
          offer: chosen.id, subject: difference.subject,
          figures: [
            .init(source: chosen.files.joined(separator: ", "), rate: difference.left),
            .init(source: other.files.joined(separator: ", "), rate: difference.right),
          ], chosen: winner.files.joined(separator: ", "), reason: reason))
      chosen = winner
    }
    guard let catalogue else { return chosen }
    guard let difference = difference(chosen.offer, catalogue) else { return nil }
    disagreements.append(
      PriceListMerge.Disagreement(
        offer: chosen.id, subject: difference.subject,
        figures: [
          .init(source: chosen.files.joined(separator: ", "), rate: difference.left),
          .init(source: "catalogue", rate: difference.right),
        ], chosen: chosen.files.joined(separator: ", "), reason: "it is newer than the catalogue"))
    return chosen
  }

  // A list that dates the price saw it change; else the dearer one, so that no budget is overspent.
  private func preferred(
    _ left: PriceListMerge.Accepted, _ right: PriceListMerge.Accepted
  ) -> (PriceListMerge.Accepted, String) {
    let dated = (left.offer.price(at: instant)?.from, right.offer.price(at: instant)?.from)
    switch dated {
    case (.some, nil): return (left, "it dates the price")
    case (nil, .some): return (right, "it dates the price")
    default: break
    }
    func weight(_ offer: ImportedOffer) -> Int128 {
      guard let price = offer.price(at: instant) else { return 0 }
      let input = Int128(price.rate(.input)?.nanoDollarsPerMillion ?? 0)
      return 3 * input + Int128(price.rate(.output)?.nanoDollarsPerMillion ?? 0)
    }
    return weight(left.offer) >= weight(right.offer) ? (left, "it is dearer") : (right, "it is dearer")
  }

  private typealias Difference = (subject: String, left: TokenRate?, right: TokenRate?)

  private func difference(_ left: ImportedOffer, _ right: ImportedOffer) -> Difference? {
    firstDifference(left, among: [.input, .output, .cacheRead]) { instant, prompt, kind in
      right.price(at: instant)?.rate(kind, at: instant, promptTokens: prompt)
    }
  }

  private func difference(_ left: ImportedOffer, _ right: Offer) -> Difference? {
    firstDifference(left, among: [.input, .output, .cacheRead]) { instant, prompt, kind in
      right.rates(at: instant, promptTokens: prompt).flatMap { $0.card.scaled(ppm: $0.multiplierPPM)[kind] }
    }
  }

  // A rate that only one of them knows is no disagreement, as far as caches are concerned.
  private func firstDifference(
    _ left: ImportedOffer, among kinds: [TokenKind], with right: (Timestamp, Int, TokenKind) -> TokenRate?
  ) -> Difference? {
    let kinds = left.isEmbedding ? [TokenKind.input] : kinds
    for probe in probes {
      guard let price = left.price(at: probe.instant) else { continue }
      for prompt in [0] + price.thresholds.map({ $0.promptTokens + 2 }) {
        for kind in kinds {
          let mine = price.rate(kind, at: probe.instant, promptTokens: prompt)
          let other = right(probe.instant, prompt, kind)
          if kind == .cacheRead, mine == nil || other == nil { continue }
          guard mine != other else { continue }
          let place = prompt > 0 ? ", past \(prompt - 2) prompt tokens" : ""
          let hour = left.prices.contains { !$0.hours.isEmpty } ? ", \(probe.name)" : ""
          return ("\(kind.rawValue)\(place)\(hour)", mine, other)
        }
      }
    }
    return nil
  }
}

extension ImportedOffer {
  /// The price that holds at an instant.
  func price(at instant: Timestamp) -> ImportedPrice? {
    prices.last { ($0.from ?? .distantPast) <= instant }
  }

  /// Takes what another list knows more of the same price: caches, tiers, limits, the day of the end.
  mutating func complete(with other: ImportedOffer, at instant: Timestamp) {
    contextTokens = contextTokens ?? other.contextTokens
    maxOutputTokens = maxOutputTokens ?? other.maxOutputTokens
    retires = retires ?? other.retires
    var known = prices
    var extra = other
    if other.prices.count > known.count {
      known = other.prices
      extra = self
    }
    guard let number = known.lastIndex(where: { ($0.from ?? .distantPast) <= instant }),
      let more = extra.price(at: instant)
    else { return }
    known[number].complete(with: more)
    prices = known
  }
}

extension ImportedPrice {
  /// Takes what another list knows more of this price.
  fileprivate mutating func complete(with other: ImportedPrice) {
    base = base.completed(by: other.base)
    tiers.merge(other.tiers) { own, _ in own }
    if hours.isEmpty { hours = other.hours }
    for threshold in other.thresholds {
      guard let known = thresholds.firstIndex(where: { $0.promptTokens == threshold.promptTokens }) else { continue }
      thresholds[known].card = thresholds[known].card.completed(by: threshold.card)
    }
  }
}

extension ImportedPrice {
  /// A rate with the multiplier, for a short prompt outside of special hours.
  func rate(_ kind: TokenKind) -> TokenRate? { base.scaled(ppm: multiplierPPM)[kind] }

  /// A rate with the multiplier, as it holds for one request.
  func rate(_ kind: TokenKind, at instant: Timestamp, promptTokens: Int) -> TokenRate? {
    let special = hours.first { $0.windows.contains { $0.contains(instant) } }?.card
    let long = thresholds.last { promptTokens > $0.promptTokens }?.card
    return (long ?? special ?? base).scaled(ppm: multiplierPPM)[kind]
  }
}
