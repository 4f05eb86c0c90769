extension PriceListMerge {
  /// The offers that were taken, as a catalogue file.
  ///
  /// Each file that was read becomes a source of the day `asOf`. A price whose list names no day holds from that day on;
  /// one that dated prices followed holds from the model's release, or is left out when that is not known.
  public func yaml(lists: [PriceList], asOf: Timestamp) -> String {
    let names = Self.sourceNames(lists, asOf)
    var lines = ["version: 1", "sources:"]
    for list in lists {
      let what = Self.quoted("\(list.format.rawValue) price list in \(Self.lastPart(list.file))")
      lines.append("  \(names[list.file] ?? "list"): {as_of: \(asOf.dayText), description: \(what)}")
    }
    lines.append("offers:")
    var model: ModelID?
    for offer in accepted {
      if offer.model != model {
        model = offer.model
        lines += ["  - model: \(offer.model)", "    hosts:"]
      }
      lines += Self.lines(offer, sources: offer.files.compactMap { names[$0] })
    }
    if accepted.isEmpty { lines[lines.count - 1] = "offers: []" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ accepted: Accepted, sources: [String]) -> [String] {
    let offer = accepted.offer
    var facts = ["provider: \(accepted.provider)"]
    if let region = accepted.region { facts.append("region: \(region)") }
    facts.append("upstream_model: \(quoted(offer.upstreamModel))")
    if accepted.replaces { facts.append("replace: true") }
    if let retires = offer.retires { facts.append("retires: \(retires.dayText)") }
    facts.append(sources.count == 1 ? "source: \(sources[0])" : "source: [\(sources.joined(separator: ", "))]")
    let prices = accepted.datedPrices
    if prices.count == 1, let price = prices.first {
      return ["      - {\((facts + fields(price)).joined(separator: ", "))}"]
    }
    var lines = ["      - \(facts[0])"] + facts.dropFirst().map { "        " + $0 } + ["        prices:"]
    for price in prices { lines.append("          - {\(fields(price).joined(separator: ", "))}") }
    return lines
  }

  private static func fields(_ price: ImportedPrice) -> [String] {
    var fields: [String] = []
    if let from = price.from { fields.append("from: \(from.dayText)") }
    if price.multiplierPPM != 1_000_000 {
      fields.append("multiplier: \(decimal(price.multiplierPPM, places: 6))")
    }
    fields.append(card(price.base))
    if !price.hours.isEmpty {
      let hours = price.hours.flatMap { hours in hours.windows.map { window($0, hours.card) } }
      fields.append("windows: [\(hours.joined(separator: ", "))]")
    }
    if !price.thresholds.isEmpty {
      // Which card holds for a long prompt in special hours, no list says; the dearer one is the threshold's.
      let inside = price.hours.isEmpty ? [] : price.hours.flatMap(\.windows)
      let steps = price.thresholds.map { step in
        let same = inside.map { window($0, step.card) }
        let windows = same.isEmpty ? "" : ", windows: [\(same.joined(separator: ", "))]"
        return "{prompt_tokens: \(step.promptTokens), \(card(step.card))\(windows)}"
      }
      fields.append("above: [\(steps.joined(separator: ", "))]")
    }
    for tier in [ServiceTier.batch, .flex, .priority] {
      guard let rates = price.tiers[tier] else { continue }
      let steps = rates.thresholds.map { "{prompt_tokens: \($0.promptTokens), \(card($0.card))}" }
      let above = steps.isEmpty ? "" : ", above: [\(steps.joined(separator: ", "))]"
      fields.append("\(tier.rawValue): {\(card(rates.card))\(above)}")
    }
    return fields
  }

  private static func card(_ card: RateCard) -> String {
    TokenKind.allCases.compactMap { kind in
      card[kind].map { "\(kind.rawValue): \(decimal($0.nanoDollarsPerMillion, places: 9))" }
    }.joined(separator: ", ")
  }

  private static func window(_ window: PriceWindow, _ rates: RateCard) -> String {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    let days = window.weekdays.sorted().compactMap { names.indices.contains($0 - 1) ? names[$0 - 1] : nil }
    func clock(_ minutes: Int) -> String {
      [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
    let when = days.count == 7 ? "daily" : "\"\(days.joined(separator: ","))\""
    return "{days: \(when), utc: [\"\(clock(window.start))-\(clock(window.end))\"], \(card(rates))}"
  }

  private static func decimal(_ value: Int64, places: Int) -> String {
    var digits = String(value.magnitude)
    digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var fraction = digits.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    return "\(digits.dropLast(places))\(fraction.isEmpty ? "" : ".")\(fraction)"
  }

  // The day is part of the name, so that the file goes beside a catalogue with older copies of the same lists.
  private static func sourceNames(_ lists: [PriceList], _ asOf: Timestamp) -> [String: String] {
    var names: [String: String] = [:]
    for (number, list) in lists.enumerated() {
      let plain = String(list.format.rawValue.map { $0 == "." ? "-" : $0 }) + "-\(asOf.dayText)"
      names[list.file] = plain + (names.values.contains(plain) ? "-\(number + 1)" : "")
    }
    return names
  }

  private static func lastPart(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

  // JSON's quoting is YAML's too.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || [45, 46, 47, 95].contains($0)
    }
    guard !isPlain || text.first?.isLetter != true else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where scalar.value < 32: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension PriceListMerge.Accepted {
  /// The prices in order, each with its day unless it is the only one.
  fileprivate var datedPrices: [ImportedPrice] {
    guard offer.prices.count > 1 else { return offer.prices }
    return offer.prices.enumerated().compactMap { number, price in
      guard price.from == nil else { return price }
      let next = offer.prices.indices.contains(number + 1) ? offer.prices[number + 1].from : nil
      guard number == 0, let released, let next, released < next else { return nil }
      var dated = price
      dated.from = released
      return dated
    }
  }
}
