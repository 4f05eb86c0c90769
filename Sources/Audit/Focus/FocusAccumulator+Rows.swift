internal import Catalog

extension FocusAccumulator {
  /// The charges, by day and names, each kind of token in a row of its own.
  public func table() -> FocusTable {
    let sorted = groups.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    return FocusTable(rows: sorted.flatMap(rows))
  }

  private func rows(_ group: Group) -> [[FocusColumn: String]] {
    let kinds = group.key.isPriced ? TokenKind.allCases.filter { group.usage[$0] > 0 } : []
    guard !kinds.isEmpty else { return [unlistedRow(group)] }
    // Exact: tokens · nano-dollars per million · parts per million is 10^-21 dollars.
    let lists = kinds.map { Self.product(group.usage[$0], unitPrice($0, group)) }
    let shares = group.key.isPaid ? Shares.of(group.paid, weights: lists).map(ExactDecimal.init) : nil
    return kinds.indices.map { position in
      let kind = kinds[position]
      let tokens = group.usage[kind]
      let list = ExactDecimal(lists[position], decimals: 21)
      var row = common(group, isFirst: position == 0, cost: shares?[position] ?? list)
      row[.listCost] = list.description
      row[.listUnitPrice] = ExactDecimal(unitPrice(kind, group), decimals: 15).description
      row[.pricingQuantity] = ExactDecimal(Int128(tokens), decimals: 6).description
      row[.pricingUnit] = "1000000 Tokens"
      row[.consumedQuantity] = "\(tokens)"
      row[.consumedUnit] = "Tokens"
      row[.tokenKind] = kind.rawValue
      row[.skuMeter] = kind.meter
      if kind == .cacheRead { row[.cachedTokens] = "\(tokens)" }
      if kind == .reasoning { row[.reasoningTokens] = "\(tokens)" }
      row[.chargeDescription] = "\(kind.meter) of \(name(group).model)"
      let offer = group.key.offer.map { catalog.offers[$0] }
      let sku = "\(offer.map { "\($0.model)@\($0.provider)" } ?? name(group).model)#\(kind.rawValue)"
      row[.skuId] = sku
      row[.skuPriceId] = "\(offer?.id ?? name(group).model)#\(kind.rawValue)#\(group.key.tier.rawValue)#\(group.price)"
      var details = [("x_ServiceTier", group.key.tier.rawValue), ("x_TokenKind", kind.rawValue)]
      if let bound = group.promptTokensAbove { details.append(("x_PromptTokensAbove", "\(bound)")) }
      row[.skuPriceDetails] = FocusJSON.object(details)
      return row
    }
  }

  // In 10^-15 dollars for a million tokens; a product of two 64-bit numbers always fits.
  private func unitPrice(_ kind: TokenKind, _ group: Group) -> Int128 {
    Int128(group.key.card[kind]?.nanoDollarsPerMillion ?? 0) * Int128(group.key.multiplierPPM)
  }

  private static func product(_ tokens: Int, _ price: Int128) -> Int128 {
    let (product, overflow) = Int128(tokens).multipliedReportingOverflow(by: price)
    return overflow ? .max : product
  }

  // Money whose price nobody lists: the charge is its own unit.
  private func unlistedRow(_ group: Group) -> [FocusColumn: String] {
    let paid = ExactDecimal(group.paid)
    var row = common(group, isFirst: true, cost: paid)
    let tokens = CallSums.sum(group.usage.prompt, group.usage.completion)
    row[.listCost] = paid.description
    row[.listUnitPrice] = ExactDecimal(Int128(group.paid.amount.magnitude), decimals: 9).description
    row[.pricingQuantity] = group.paid < .zero ? "-1" : "1"
    row[.pricingUnit] = "Units"
    row[.consumedQuantity] = tokens > 0 ? "\(tokens)" : "\(group.requests)"
    row[.consumedUnit] = tokens > 0 ? "Tokens" : "Requests"
    row[.tokenKind] = "all"
    row[.skuMeter] = "All Tokens"
    if group.usage.cacheRead > 0 { row[.cachedTokens] = "\(group.usage.cacheRead)" }
    if group.usage.reasoning > 0 { row[.reasoningTokens] = "\(group.usage.reasoning)" }
    row[.chargeDescription] = "Use of \(name(group).model), at the price paid"
    row[.skuId] = "\(name(group).model)@\(name(group).provider)#all"
    row[.skuPriceId] = "\(name(group).model)@\(name(group).provider)#all#unlisted"
    return row
  }

  private func common(_ group: Group, isFirst: Bool, cost: ExactDecimal) -> [FocusColumn: String] {
    let names = name(group)
    var row: [FocusColumn: String] = [
      .billedCost: cost.description, .contractedCost: cost.description, .effectiveCost: cost.description,
      .billingAccountId: account.id, .billingAccountName: account.name, .billingCurrency: "USD",
      .chargeCategory: "Usage", .chargeFrequency: "Usage-Based", .pricingCategory: "Standard",
      .invoiceIssuerName: names.provider, .providerName: names.provider, .publisherName: names.publisher,
      .serviceCategory: "AI and Machine Learning", .serviceName: "\(names.provider) API",
      .serviceSubcategory: "Generative AI", .model: names.id, .useCase: group.key.useCase,
      .serviceTier: group.key.tier.rawValue, .costBasis: group.key.isPaid ? "logged" : "list",
    ]
    let day = Timestamp(milliseconds: Int64(group.key.day) * 86_400_000)
    let next = Timestamp(milliseconds: (Int64(group.key.day) + 1) * 86_400_000)
    let (year, month, _) = day.date
    row[.chargePeriodStart] = day.focusText
    row[.chargePeriodEnd] = next.focusText
    row[.billingPeriodStart] = Timestamp(year: year, month: month, day: 1).focusText
    row[.billingPeriodEnd] = Timestamp(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1).focusText
    if let offer = group.key.offer.map({ catalog.offers[$0] }) {
      row[.resourceId] = offer.id
      row[.resourceName] = names.model
      row[.resourceType] = "Language Model"
      if offer.region != "global" {
        row[.regionId] = offer.region
        row[.regionName] = offer.region.regionName
      }
    }
    if !group.key.team.isEmpty {
      row[.subAccountId] = group.key.team
      row[.subAccountName] = group.key.team
    }
    let tags = [("use_case", group.key.useCase), ("key", group.key.key), ("team", group.key.team)]
      .filter { !$0.1.isEmpty }
    if !tags.isEmpty { row[.tags] = FocusJSON.object(tags) }
    if isFirst { row[.requestCount] = "\(group.requests)" }
    return row.filter { !$0.value.isEmpty }
  }

  private func name(_ group: Group) -> (id: String, model: String, provider: String, publisher: String) {
    func text(_ name: String) -> String { name.allSatisfy { $0 == " " } ? "unknown" : name }
    guard let offer = group.key.offer.map({ catalog.offers[$0] }) else {
      let model = text(group.key.model)
      return (model, model, text(group.key.provider), text(group.key.provider))
    }
    let model = catalog.model(offer.model)
    let provider = catalog.provider(offer.provider)?.name ?? offer.provider
    return (offer.model, model?.name ?? offer.model, provider, model?.lab ?? provider)
  }
}

extension FocusAccumulator.Group {
  fileprivate var order: [String] {
    let day = String(key.day + 1_000_000_000)
    return [
      day, key.team, key.key, key.useCase, key.offer.map { String($0 + 1_000_000) } ?? key.model, key.provider,
      key.tier.rawValue, price, key.isPaid ? "1" : "0", key.isPriced ? "1" : "0",
    ]
  }
}

extension TokenKind {
  fileprivate var meter: String {
    switch self {
    case .input: "Input Tokens"
    case .cacheRead: "Cache Read Tokens"
    case .cacheWriteShort: "Cache Write Tokens (5 Minutes)"
    case .cacheWriteLong: "Cache Write Tokens (1 Hour)"
    case .output: "Output Tokens"
    case .reasoning: "Reasoning Tokens"
    }
  }
}

extension Timestamp {
  /// `2026-11-23T00:00:00Z`, the only form that FOCUS allows.
  var focusText: String { String(description.prefix(while: { $0 != "." })) + "Z" }
}

extension String {
  fileprivate var regionName: String {
    switch self {
    case "EU": "European Union"
    case "self": "Own Machines"
    default: self
    }
  }
}
