internal import StrictYAML

extension CatalogReader {
  /// Keys of the rates.
  static var cardKeys: [String] { TokenKind.allCases.map(\.rawValue) }

  /// The rates of a mapping, nil when it names none. Reasoning is billed as output unless it says otherwise.
  mutating func card(_ facts: YAMLMapping) -> RateCard? {
    guard facts.pairs.contains(where: { Self.cardKeys.contains($0.key) && !$0.value.isNull }) else { return nil }
    var card = RateCard()
    for kind in [TokenKind.input, .output] {
      card[kind] = rate(facts, kind, card)
    }
    for kind in [TokenKind.cacheRead, .cacheWriteShort, .cacheWriteLong] {
      card[kind] = rate(facts, kind, card)
    }
    card.reasoning = facts.value(TokenKind.reasoning.rawValue) == nil ? card.output : rate(facts, .reasoning, card)
    return card
  }

  /// Either a multiplier or rates; nil after an error was noted.
  mutating func adjustment(_ facts: YAMLMapping) -> RateAdjustment? {
    let multiplier = multiplier(facts)
    let card = card(facts)
    switch (multiplier, card) {
    case (let ppm?, nil): return .times(ppm)
    case (nil, let card?): return .card(card)
    case (_?, _?):
      problems.note(facts.node.error("either a multiplier or rates, not both"))
      return nil
    case (nil, nil):
      if facts.value("multiplier") == nil {
        problems.note(facts.node.error("a multiplier or rates are missing", allowed: ["multiplier"] + Self.cardKeys))
      }
      return nil
    }
  }

  private mutating func rate(_ facts: YAMLMapping, _ kind: TokenKind, _ card: RateCard) -> TokenRate? {
    guard let node = facts.value(kind.rawValue) else { return nil }
    switch node.content {
    case .scalar("unknown", _): return nil
    case .scalar("as_input", _) where kind != .input: return same(as: card.input, "input", node)
    case .scalar("as_output", _) where kind != .output && kind != .input: return same(as: card.output, "output", node)
    default: return problems.take { () throws(YAMLError) in try node.rate() }
    }
  }

  private mutating func same(as rate: TokenRate?, _ name: String, _ node: YAMLNode) -> TokenRate? {
    if rate == nil { problems.note(node.error("there is no \(name) rate here to be the same as")) }
    return rate
  }
}
