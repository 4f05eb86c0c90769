internal import StrictYAML

extension CatalogReader {
  /// The windows and thresholds of a price or of a tier.
  mutating func cases(_ facts: YAMLMapping) -> PriceCases {
    var cases = PriceCases()
    if let node = facts.value("windows") { cases.windows = windows(node) }
    if let node = facts.value("above") { cases.thresholds = thresholds(node) }
    return cases
  }

  private mutating func thresholds(_ node: YAMLNode) -> [PriceCases.Threshold] {
    var thresholds: [PriceCases.Threshold] = []
    for item in Self.items(node) {
      guard let facts = problems.facts(item, keys: ["prompt_tokens", "multiplier", "windows"] + Self.cardKeys) else {
        continue
      }
      let tokens = problems.required(facts, "prompt_tokens") { node throws(YAMLError) in
        try node.int(0...1_000_000_000)
      }
      let own = facts.value("windows").map { windows($0) } ?? []
      guard let adjustment = adjustment(facts), let tokens else { continue }
      if thresholds.contains(where: { $0.promptTokens == tokens }) {
        problems.note(item.error("the threshold \(tokens) is given twice"))
      }
      thresholds.append(.init(promptTokens: tokens, adjustment: adjustment, windows: own, node: item))
    }
    return thresholds
  }

  private mutating func windows(_ node: YAMLNode) -> [PriceCases.Window] {
    var parts: [PriceCases.Window] = []
    for item in Self.items(node) {
      guard let facts = problems.facts(item, keys: ["days", "utc", "multiplier"] + Self.cardKeys) else { continue }
      let days = problems.optional(facts, "days") { node throws(YAMLError) in try node.weekdays() }
      let hours = problems.required(facts, "utc") { node throws(YAMLError) in try node.hours() }
      guard let adjustment = adjustment(facts), let hours else { continue }
      let windows = hours.map { PriceWindow(start: $0.start, end: $0.end, weekdays: days ?? Set(1...7)) }
      if parts.contains(where: { part in part.windows.contains { known in windows.contains(where: known.overlaps) } }) {
        problems.note(item.error("this window overlaps one before it, so two prices would hold at once"))
      }
      parts.append(.init(windows: windows, adjustment: adjustment, node: item))
    }
    return parts
  }

  // One case needs no list around it.
  private static func items(_ node: YAMLNode) -> [YAMLNode] {
    if case .sequence(let items) = node.content { items } else { [node] }
  }
}
