/// Reads LiteLLM's price list: one object per model and provider, prices in dollars per token.
enum LiteLLMPrices {
  private static let modes: Set<String> = ["chat", "responses", "completion", "embedding"]

  static func read(_ root: JSONNode, into list: inout PriceList) {
    for member in root.members ?? [] where member.key != "sample_spec" {
      list.entries += 1
      guard member.value.members != nil else {
        list.note(member.key, member.value.offset, "an entry must be an object, not \(member.value.kind)")
        continue
      }
      read(member.key, member.value, into: &list)
    }
  }

  private static func read(_ name: String, _ entry: JSONNode, into list: inout PriceList) {
    guard let listed = entry["litellm_provider"]?.string else {
      return list.note(name, entry.offset, "'litellm_provider' is missing or not a string")
    }
    let mode = entry["mode"]?.string ?? "chat"
    guard modes.contains(mode) else { return list.skip("is for \(mode)") }
    var rates = ListedRates(perToken: true)
    let price = price(entry, &rates)
    if let problem = rates.problem { return list.note(name, problem.offset, problem.message) }
    guard let price else { return list.skip("has no price for text") }
    guard !price.base.isListedFree else { return list.skip("listed at nothing") }
    let parts = ListedName(liteLLM: name, provider: listed)
    let offer = ImportedOffer(
      listedProvider: listed, listedName: name, upstreamModel: parts.upstreamModel, provider: parts.provider,
      region: parts.region, isEmbedding: mode == "embedding", contextTokens: entry["max_input_tokens"]?.count,
      maxOutputTokens: entry["max_output_tokens"]?.count,
      retires: entry["deprecation_date"]?.string.flatMap { Timestamp($0) }, prices: [price], offset: entry.offset)
    list.offers.append(offer)
    for (key, provider) in ListedProviders.uplifts where listed == "openai" {
      guard let multiplier = entry[key]?.number.flatMap({ PriceText($0)?.scaled(byPowerOfTen: 6) }),
        multiplier.value > 0
      else { continue }
      var regional = offer
      regional.provider = provider
      regional.prices[0].multiplierPPM = multiplier.value
      list.offers.append(regional)
    }
    if entry["off_peak_pricing"]?["weekday_timezone"] != nil {
      list.note(
        name, entry.offset, "its off-peak hours use another time zone and are left out: the dearer price stands")
    }
  }

  private static func price(_ entry: JSONNode, _ rates: inout ListedRates) -> ImportedPrice? {
    let (base, above) = cards(entry, .standard, &rates)
    var price = ImportedPrice(base: base)
    if let steps = entry["tiered_pricing"]?.elements, base.input == nil {
      readSteps(steps, into: &price, &rates)
    } else {
      price.thresholds = thresholds(above, completedBy: base)
    }
    guard price.base.input != nil else { return nil }
    for tier in [ServiceTier.batch, .flex, .priority] {
      let (card, above) = cards(entry, tier, &rates)
      guard card.input != nil else { continue }
      price.tiers[tier] = ImportedPrice.Tier(
        card: card, thresholds: above.sorted { $0.key < $1.key }.map { .init(promptTokens: $0.key, card: $0.value) })
    }
    readOffPeak(entry["off_peak_pricing"], into: &price, &rates)
    return price
  }

  private static func cards(
    _ entry: JSONNode, _ tier: ServiceTier, _ rates: inout ListedRates
  ) -> (base: RateCard, above: [Int: RateCard]) {
    var base = RateCard()
    var above: [Int: RateCard] = [:]
    for member in entry.members ?? [] {
      guard let key = LiteLLMCostKey(member.key), key.tier == tier,
        let rate = rates.rate(member.value, named: member.key)
      else { continue }
      if let limit = key.above { above[limit, default: RateCard()][key.kind] = rate } else { base[key.kind] = rate }
    }
    return (base.withoutFreeCaches, above.mapValues(\.withoutFreeCaches))
  }

  // A kind that does not name the threshold keeps its rate past it.
  private static func thresholds(_ above: [Int: RateCard], completedBy base: RateCard) -> [ImportedPrice.Threshold] {
    var below = base
    return above.sorted { $0.key < $1.key }.map { limit, card in
      below = card.completed(by: below)
      return ImportedPrice.Threshold(promptTokens: limit, card: below)
    }
  }

  private static func readSteps(_ steps: [JSONNode], into price: inout ImportedPrice, _ rates: inout ListedRates) {
    for step in steps {
      guard let range = step["range"]?.elements, let start = range.first?.count else { continue }
      let card = cards(step, .standard, &rates).base
      if start == 0 {
        price.base = card
      } else {
        price.thresholds.append(.init(promptTokens: start, card: card))
      }
    }
    price.thresholds.sort { $0.promptTokens < $1.promptTokens }
  }

  private static func readOffPeak(_ node: JSONNode?, into price: inout ImportedPrice, _ rates: inout ListedRates) {
    guard let node, node["weekday_timezone"] == nil, let windows = node["windows"]?.elements else { return }
    let card = cards(node, .standard, &rates).base.completed(by: price.base)
    var hours: [PriceWindow] = []
    for window in windows {
      let days = Set((window["weekdays"]?.elements ?? []).compactMap(\.count).filter { (1...7).contains($0) })
      let texts = window["hours_utc"]?.elements ?? window["hours_utc"].map { [$0] } ?? []
      for text in texts {
        guard let (start, end) = text.string.flatMap({ span($0) }) else {
          _ = rates.fail(text, "'hours_utc' must be hours such as 04:00-06:00")
          continue
        }
        hours.append(PriceWindow(start: start, end: end, weekdays: days.isEmpty ? Set(1...7) : days))
      }
    }
    if !hours.isEmpty { price.hours = [.init(windows: hours, card: card)] }
  }

  private static func span(_ text: String) -> (start: Int, end: Int)? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end -> Int? in
      let parts = end.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
        (0..<60).contains(minute), hour * 60 + minute <= 1440
      else { return nil }
      return hour * 60 + minute
    }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start < 1440 else { return nil }
    return (start, end == 0 ? 1440 : end)
  }
}
