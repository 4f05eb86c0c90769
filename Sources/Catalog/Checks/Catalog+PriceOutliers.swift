extension Catalog {
  /// Offers whose input or output rate is far off the median over the hosts of the same model.
  public func priceOutliers(at instant: Timestamp, factor: Int64) -> [Finding] {
    var findings: [Finding] = []
    for model in models {
      let hosted = offers.filter { $0.model == model.id && provider($0.provider)?.seat != CountryCodes.selfHosted }
      let priced = hosted.compactMap { offer in
        offer.rates(at: instant, promptTokens: 0).map { (offer, $0.card.scaled(ppm: $0.multiplierPPM)) }
      }
      for kind in [TokenKind.input, .output] {
        guard let spread = PriceSpread(priced.compactMap { $0.1[kind] }) else { continue }
        for (offer, card) in priced {
          guard let rate = card[kind], rate.nanoDollarsPerMillion > 0, spread.isOutlier(rate, factor: factor) else {
            continue
          }
          let side = rate > spread.median ? "more than \(factor) times" : "less than 1/\(factor) of"
          findings.append(
            Finding(
              kind: .priceOutlier, severity: .warning, subject: offer.id,
              message: "\(kind.rawValue) at \(rate)tok is \(side) the median \(spread.median)tok of its model's hosts",
              citation: offer.priceNumber(at: instant).map { offer.prices[$0].citation }))
        }
      }
    }
    return findings
  }
}
