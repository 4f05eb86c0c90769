import Catalog
import Policy

/// The day in figures: who served what, what it cost, what it would have cost, and why.
struct DemoReport {
  let decisions: [DemoDecision]
  let catalog: Catalog
  let policy: Policy
  let baseline: DemoBaseline

  /// The table with its footnotes.
  func text() -> String {
    var table = TextTable([
      .init("use case"), .init("class"), .init("requests", .right), .init("served by"), .init("n", .right),
      .init("cost", .right), .init("dearest closed ¹", .right), .init("saved", .right), .init("why ²"),
    ])
    var total = NanoDollars.zero
    var totalBaseline: NanoDollars? = .zero
    var dearest: [(String, DemoBaseline.Choice)] = []
    for useCase in policy.useCases {
      let own = decisions.filter { $0.useCase == useCase.id && $0.isOK }
      guard !own.isEmpty else { continue }
      let cost = Self.sum(own)
      let choice = baseline.dearest(own)
      total += cost
      totalBaseline = totalBaseline.flatMap { sum in choice.map { sum + $0.cost } }
      if let choice { dearest.append((useCase.id, choice)) }
      for (index, line) in served(own).enumerated() {
        table.add(
          index > 0
            ? ["", "", "", line.offer, "\(line.count)", Money.short(line.cost)]
            : [
              useCase.id, useCase.modelClass.rawValue, "\(own.count)", line.offer, "\(line.count)",
              Money.short(line.cost), choice.map { Money.short($0.cost) } ?? "unknown",
              Money.saving(cost, of: choice?.cost), why(own),
            ])
      }
      if served(own).count > 1 { table.add(["", "", "", "together", "\(own.count)", Money.short(cost)]) }
    }
    let count = decisions.count { $0.isOK }
    table.add([
      "all", "", "\(count)", "", "", Money.short(total), totalBaseline.map { Money.short($0) } ?? "unknown",
      Money.saving(total, of: totalBaseline),
    ])
    return table.render(.table) + "\n" + footnotes(dearest, total: total)
  }

  private func served(_ decisions: [DemoDecision]) -> [(offer: String, count: Int, cost: NanoDollars)] {
    Dictionary(grouping: decisions) { $0.served ?? "nobody" }
      .map { (offer: $0.key, count: $0.value.count, cost: Self.sum($0.value)) }
      .sorted { ($1.count, $0.offer) < ($0.count, $1.offer) }
  }

  private func why(_ decisions: [DemoDecision]) -> String {
    let pinned = decisions.count { $0.pinnedBy != nil && $0.source != "text" }
    let recognised = decisions.count { $0.source == "text" }
    let unrecognised = decisions.count { $0.source == "fallback" }
    let facts = [
      (decisions.count - pinned - recognised - unrecognised, "declared"), (pinned, "raised by text"),
      (recognised, "known by text"), (unrecognised, "unrecognised"),
      (decisions.count { $0.attempts > 1 && !$0.fellBack }, "retried"),
      (decisions.count(where: \.fellBack), "fell back"),
    ]
    return facts.filter { $0.0 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }

  private func footnotes(_ dearest: [(String, DemoBaseline.Choice)], total: NanoDollars) -> String {
    var notes = "Tokens are simulated; prices are the catalogue's. No model has read anything.\n"
    let names = Dictionary(grouping: dearest) { $0.1.offer }
      .map { "\($0.key) for \($0.value.map(\.0).joined(separator: ", "))" }.sorted()
    notes += "¹ the same tokens on the dearest closed model that the rules would let serve, its class aside: "
    notes += names.joined(separator: "; ") + "\n"
    // The dearest model flatters the saving, so the one that serious work really goes to stands beside it.
    let serious = decisions.filter { $0.isOK && ["high", "irrecoverable"].contains($0.stakes) }
    if let usual = served(serious).first, let cost = baseline.cost(decisions.filter(\.isOK), on: usual.offer) {
      notes += "  Everything on \(usual.offer), which served most of the high-stakes work: \(Money.short(cost)), "
      notes += "saved \(Money.saving(total, of: cost))\n"
    }
    notes += "² raised by text: declared as routine work, but the words belong to work with higher stakes; "
    notes += "retried, fell back: the first offer failed once or twice, as the sample day asks the simulator to do\n"
    return notes + prices(dearest.map(\.1.offer) + decisions.compactMap(\.served))
  }

  private func prices(_ offers: [OfferID]) -> String {
    guard let instant = decisions.first?.at else { return "" }
    var days: [String: Set<String>] = [:]
    for id in Set(offers) {
      guard let number = catalog.offerNumber(id),
        let price = catalog.offers[number].applicablePrice(at: instant, promptTokens: 1)?.price
      else { continue }
      let date = price.citation.asOf.date
      days[price.citation.source, default: []].insert("\(date.year)-\(Self.two(date.month))-\(Self.two(date.day))")
    }
    let sources = days.sorted { $0.key < $1.key }.map { "\($0.key) as of \($0.value.sorted().joined(separator: ", "))" }
    return "Price sources: \(sources.joined(separator: "; ")) ('steelyard catalog show MODEL' gives each)\n"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  static func sum(_ decisions: [DemoDecision]) -> NanoDollars {
    decisions.reduce(.zero) { $0 + ($1.cost ?? .zero) }
  }
}
