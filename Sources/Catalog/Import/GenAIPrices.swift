/// Reads the price list of genai-prices: providers with models whose prices change by date and time of day.
enum GenAIPrices {
  private static let names: [(String, TokenKind)] = [
    ("input_mtok", .input), ("output_mtok", .output), ("cache_read_mtok", .cacheRead),
    ("cache_write_mtok", .cacheWriteShort), ("cache_write_1h_mtok", .cacheWriteLong),
    ("output_reasoning_mtok", .reasoning),
  ]

  static func read(_ root: JSONNode, into list: inout PriceList) {
    list.format = .genAIPrices
    for provider in root.elements ?? [] {
      guard let id = provider["id"]?.string, let models = provider["models"]?.elements else {
        list.note("", provider.offset, "a provider needs an 'id' and 'models'")
        continue
      }
      for model in models {
        list.entries += 1
        read(model, provider: id, into: &list)
      }
    }
  }

  private static func read(_ model: JSONNode, provider: String, into list: inout PriceList) {
    guard let name = model["id"]?.string, let listed = model["prices"] else {
      list.note(provider, model.offset, "a model needs an 'id' and 'prices'")
      return
    }
    if case .bool(true) = model["deprecated"]?.content { return list.skip("deprecated") }
    var rates = ListedRates(perToken: false)
    var prices = prices(listed, &rates)
    readTiers(model["price_variants"], into: &prices, &rates)
    if let problem = rates.problem {
      return list.note("\(provider)/\(name)", problem.offset, problem.message)
    }
    prices.removeAll { $0.base.input == nil }
    guard let last = prices.last else { return list.skip("has no price for text") }
    guard !last.base.isListedFree else { return list.skip("listed at nothing") }
    let serving = ListedProviders.serving(name, at: ListedProviders.genAI[provider], listed: provider)
    let parts = ListedName(name, provider: serving)
    list.offers.append(
      ImportedOffer(
        listedProvider: provider, listedName: name, upstreamModel: name, provider: parts.provider,
        region: parts.region, isEmbedding: last.base.output == nil,
        contextTokens: model["context_window"]?.count, prices: prices, offset: model.offset))
  }

  // Entries are in rising order of precedence; those with hours belong to the newest of those with days.
  private static func prices(_ listed: JSONNode, _ rates: inout ListedRates) -> [ImportedPrice] {
    guard let entries = listed.elements else { return [price(listed, &rates)] }
    var prices: [ImportedPrice] = []
    var hours: [ImportedPrice.Hours] = []
    for entry in entries {
      guard let card = entry["prices"] else {
        _ = rates.fail(entry, "a conditional price needs 'prices'")
        continue
      }
      var price = price(card, &rates)
      let constraint = entry["constraint"]
      if let day = constraint?["start_date"] {
        guard let from = day.string.flatMap({ Timestamp($0) }) else {
          _ = rates.fail(day, "'start_date' must be a day such as 2026-11-23")
          continue
        }
        price.from = from
      } else if let window = window(constraint) {
        hours.append(ImportedPrice.Hours(windows: [window], card: price.base))
        continue
      } else if let constraint, constraint.members?.isEmpty == false {
        _ = rates.fail(constraint, "this condition of a price is not understood")
        continue
      }
      prices.append(price)
    }
    prices.sort { ($0.from ?? .distantPast) < ($1.from ?? .distantPast) }
    if !prices.isEmpty { prices[prices.count - 1].hours = hours }
    return prices
  }

  private static func window(_ constraint: JSONNode?) -> PriceWindow? {
    guard let start = constraint?["start_time"]?.string.flatMap({ minutes($0) }),
      let end = constraint?["end_time"]?.string.flatMap({ minutes($0) })
    else { return nil }
    return PriceWindow(start: start, end: end, weekdays: Set(1...7))
  }

  // `01:00:00Z` or `01:00:00+00:00`; other time zones are not understood.
  private static func minutes(_ text: String) -> Int? {
    guard text.hasSuffix("Z") || text.hasSuffix("+00:00") else { return nil }
    let parts = text.prefix { $0 != "Z" && $0 != "+" }.split(separator: ":").map { Int($0) }
    guard parts.count >= 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  private static func price(_ node: JSONNode, _ rates: inout ListedRates) -> ImportedPrice {
    var base = RateCard()
    var steps: [Int: RateCard] = [:]
    for (name, kind) in names {
      guard let value = node[name] else { continue }
      guard let tiers = value["tiers"]?.elements else {
        base[kind] = rates.rate(value, named: name)
        continue
      }
      base[kind] = rates.rate(value["base"], named: name)
      for tier in tiers {
        guard let start = tier["start"]?.count else {
          _ = rates.fail(tier, "a step of '\(name)' needs a whole number as 'start'")
          continue
        }
        steps[start, default: RateCard()][kind] = rates.rate(tier["price"], named: name)
      }
    }
    var below = base
    let thresholds = steps.sorted { $0.key < $1.key }.map { start, card in
      below = card.completed(by: below)
      return ImportedPrice.Threshold(promptTokens: start, card: below.withoutFreeCaches)
    }
    return ImportedPrice(base: base.withoutFreeCaches, thresholds: thresholds)
  }

  private static func readTiers(
    _ variants: JSONNode?, into prices: inout [ImportedPrice], _ rates: inout ListedRates
  ) {
    for variant in variants?.elements ?? [] {
      guard let when = variant["when"]?.members, when.count == 1, let condition = when.first,
        let tier = tier(condition), let card = variant["prices"]
      else { continue }
      let price = price(card, &rates)
      let from = variant["constraint"]?["start_date"]?.string.flatMap { Timestamp($0) } ?? .distantPast
      // A tier belongs to the price under which it was listed; nobody says what it costs under a later one.
      let number = prices.lastIndex { ($0.from ?? .distantPast) <= from } ?? 0
      guard prices.indices.contains(number), prices[number].tiers[tier] == nil else { continue }
      prices[number].tiers[tier] = ImportedPrice.Tier(card: price.base, thresholds: price.thresholds)
    }
  }

  private static func tier(_ condition: JSONNode.Member) -> ServiceTier? {
    switch (condition.key, condition.value.string) {
    case ("processing", "batch"): .batch
    case ("service_tier", "flex"): .flex
    case ("service_tier", "priority"): .priority
    default: nil
    }
  }
}

extension Timestamp {
  /// Before every day that a list can name.
  static let distantPast = Timestamp(milliseconds: .min)
}
