import Catalog

/// The arithmetic of one request's price.
struct PriceReceipt {
  var offer: Offer
  var usage: TokenUsage
  var instant: Timestamp
  var tier: ServiceTier
  var catalog: Catalog

  /// The receipt as text; as CSV or JSON one row a line of it.
  func render(_ format: OutputFormat) -> String {
    let breakdown = offer.breakdown(of: usage, at: instant, tier: tier)
    let applicable = offer.applicablePrice(at: instant, promptTokens: usage.prompt, tier: tier)
    let rows = rows(of: breakdown)
    guard format == .table else {
      let citation = applicable?.price.citation ?? offer.citation
      var table = TextTable(Self.columns + [.init("source"), .init("as of")])
      for row in rows { table.add(row + [citation?.source ?? "", citation?.asOf.dayText ?? ""]) }
      return table.render(format)
    }
    var table = TextTable(Self.columns)
    for row in rows { table.add(row) }
    return (heading(applicable) + ["", table.render(format)] + ending(breakdown.cost)).joined(separator: "\n")
  }

  private static let columns: [TextTable.Column] = [
    .init("kind"), .init("tokens", .right), .init("rate", .right), .init("amount USD", .right),
  ]

  private func heading(_ applicable: (price: DatedPrice, variant: PriceVariant?)?) -> [String] {
    var heading = ["\(offer.id) at \(instant), \(tier.rawValue) tier, prompt of \(RateText.count(usage.prompt)) tokens"]
    if let applicable {
      let card = PriceConditions.text(applicable.variant)
      heading.append("price from \(applicable.price.from.dayText), card: \(card)")
      heading.append("source: \(catalog.text(applicable.price.citation))")
    } else if offer.priceNumber(at: instant) != nil {
      heading.append("no price is known for the \(tier.rawValue) tier, and the standard one does not stand in for it")
    } else if offer.isRetired(at: instant) {
      heading.append("switched off on \(offer.retires?.dayText ?? "")")
    } else {
      let first = offer.prices.first.map { "the first one begins \($0.from.dayText)" } ?? "none is listed at all"
      heading.append("no price is known at that time: \(first)")
    }
    return heading
  }

  private func rows(of breakdown: CostBreakdown) -> [[String]] {
    var rows = breakdown.lines.map { line in
      [
        line.kind.rawValue, RateText.count(line.tokens), RateText.full(line.rate),
        line.amount?.description ?? "unknown",
      ]
    }
    rows.append(["sum, exact", "", "", breakdown.sum?.description ?? "unknown"])
    if breakdown.multiplierPPM != 1_000_000 {
      let factor = "× \(RateText.factor(breakdown.multiplierPPM))"
      rows.append(["multiplier of the price", "", factor, breakdown.product?.description ?? "unknown"])
    }
    rows.append(["cost, rounded up to 1 nano-dollar", "", "", breakdown.cost.amount?.description ?? "unknown"])
    return rows
  }

  private func ending(_ cost: Cost) -> [String] {
    guard case .unknown(let missing) = cost else { return [] }
    let kinds = missing.map(\.rawValue).joined(separator: ", ")
    return ["The cost is unknown, not zero: no price for \(kinds).", ""]
  }
}
