import Catalog

/// What a price depends on, in words.
enum PriceConditions {
  /// Everything that an offer's price changes with from an instant on, in a few words.
  static func summary(of offer: Offer, at instant: Timestamp) -> String {
    var words: [String] = []
    if let number = offer.priceNumber(at: instant) {
      let variants = offer.prices[number].variants
      let standard = variants.filter { ($0.tier ?? .standard) == .standard }
      if standard.contains(where: { !$0.windows.isEmpty }) { words.append("hours") }
      for tokens in Set(standard.compactMap(\.abovePromptTokens)).sorted() { words.append("prompt>\(tokens)") }
      words += ServiceTier.allCases.filter { tier in variants.contains { $0.tier == tier } }.map(\.rawValue)
    }
    words += offer.prices.filter { $0.from > instant }.map { "from \($0.from.dayText)" }
    if let retires = offer.retires { words.append("ends \(retires.dayText)") }
    return words.joined(separator: ", ")
  }

  /// When a variant holds.
  static func text(_ variant: PriceVariant?) -> String {
    guard let variant else { return "standard" }
    var words: [String] = []
    if let tier = variant.tier, tier != .standard { words.append("\(tier.rawValue) tier") }
    if let tokens = variant.abovePromptTokens { words.append("prompt above \(RateText.count(tokens)) tokens") }
    if !variant.windows.isEmpty { words.append(variant.windows.map(text).joined(separator: " and ") + " UTC") }
    return words.isEmpty ? "standard" : words.joined(separator: ", ")
  }

  private static func text(_ window: PriceWindow) -> String {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let days = window.weekdays.sorted()
    let first = days.first ?? 1
    let last = days.last ?? 7
    let label: String
    if days.count == 7 {
      label = "daily"
    } else if days.count > 2, days.count == last - first + 1 {
      label = "\(names[first - 1])-\(names[last - 1])"
    } else {
      label = days.map { names[$0 - 1] }.joined(separator: ",")
    }
    return "\(label) \(clock(window.start))-\(clock(window.end))"
  }

  private static func clock(_ minutes: Int) -> String {
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(pad(minutes / 60)):\(pad(minutes % 60))"
  }
}
