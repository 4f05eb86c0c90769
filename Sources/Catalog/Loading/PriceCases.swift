internal import StrictYAML

/// The windows and thresholds of one tier, as written.
struct PriceCases {
  struct Window {
    var windows: [PriceWindow]
    var adjustment: RateAdjustment
    var node: YAMLNode
  }

  struct Threshold {
    var promptTokens: Int
    var adjustment: RateAdjustment
    /// Windows that hold only past this threshold; empty when those of the price do.
    var windows: [Window]
    var node: YAMLNode
  }

  var windows: [Window] = []
  var thresholds: [Threshold] = []

  var isEmpty: Bool { windows.isEmpty && thresholds.isEmpty }

  /// Every case as a variant that stands on its own: multipliers are multiplied out, so the price engine only selects.
  func variants(of base: RateCard, tier: ServiceTier?) throws(YAMLError) -> [PriceVariant] {
    var variants = windows.map {
      PriceVariant(windows: $0.windows, tier: tier, card: $0.adjustment.applied(to: base))
    }
    for threshold in thresholds {
      let long = threshold.adjustment.applied(to: base)
      variants.append(PriceVariant(abovePromptTokens: threshold.promptTokens, tier: tier, card: long))
      for window in threshold.windows.isEmpty ? windows : threshold.windows {
        variants.append(
          PriceVariant(
            windows: window.windows, abovePromptTokens: threshold.promptTokens, tier: tier,
            card: try both(threshold, window, base: base, long: long)))
      }
    }
    return variants
  }

  private func both(
    _ threshold: Threshold, _ window: Window, base: RateCard, long: RateCard
  ) throws(YAMLError) -> RateCard {
    if !threshold.windows.isEmpty { return window.adjustment.applied(to: long) }
    switch (threshold.adjustment, window.adjustment) {
    case (.unknown, _), (_, .unknown): return RateCard()
    case (_, .times): return window.adjustment.applied(to: long)
    case (.times, .card(let card)): return threshold.adjustment.applied(to: card)
    case (.card, .card):
      throw threshold.node.error(
        "a long prompt in a window has two prices; say which holds by `windows:` inside this `above:`")
    }
  }

  /// These cases for a tier with a card of its own: where the standard price changes and the tier does not say how,
  /// nobody knows its price.
  func completedAsUnknown(by standard: PriceCases) -> PriceCases {
    var cases = self
    if windows.isEmpty {
      cases.windows = standard.windows.map { Window(windows: $0.windows, adjustment: .unknown, node: $0.node) }
    }
    if thresholds.isEmpty {
      cases.thresholds = standard.thresholds.map {
        Threshold(promptTokens: $0.promptTokens, adjustment: .unknown, windows: [], node: $0.node)
      }
    }
    return cases
  }
}
