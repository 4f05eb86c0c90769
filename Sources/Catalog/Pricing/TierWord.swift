/// The tier of a request or a reply in the words of the dialects, put the same way for both.
///
/// `auto` is what a request says that leaves the tier to the provider's settings. Fast and regional processing of
/// Anthropic are `speed:fast` and `geo:us`; what comes together is joined by `+`. Words that no price is known under
/// (`scale`, or one that is new) stay as they are: they are never taken for standard.
public enum TierWord {
  /// The tier that a word names; nil when the catalogue can have no price for it.
  public static func tier(_ word: String) -> ServiceTier? {
    switch word {
    case "standard", "auto": .standard
    case "batch": .batch
    case "flex": .flex
    case "priority": .priority
    case "ultrafast": .ultrafast
    case "speed:fast": .fast
    case "geo:us": .regional
    default: nil
    }
  }
}

extension Offer {
  /// The tiers at which a request that asks for `word` may be billed, all of which a hold must cover; nil when no
  /// price is known for what was asked.
  ///
  /// A provider may serve a tier that is asked for at the standard one when it has no room (OpenAI says so of each, and
  /// Anthropic of priority), and `auto` may be served at the priority tier of a project that is set so.
  public func tiers(asked word: String?, at instant: Timestamp) -> [ServiceTier]? {
    guard let word else { return [.standard] }
    guard let tier = TierWord.tier(word) else { return nil }
    let other = word == "auto" ? ServiceTier.priority : tier
    guard other != .standard, schedule.selection(at: instant, promptTokens: 0, tier: other) != nil else {
      return tier == .standard ? [.standard] : nil
    }
    return [.standard, other]
  }

  /// What a request costs here at the tier that a reply names, with the tools that its provider ran.
  ///
  /// `tier` is in `TierWord`'s terms, nil for standard. Unknown when there is no price for the tier, for a kind of token
  /// that was used, or for a tool.
  public func cost(of usage: TokenUsage, at instant: Timestamp, tier word: String?, uses: [ServerToolUse]) -> Cost {
    guard let tier = word.map(TierWord.tier) ?? .standard else { return .unknown(missing: []) }
    let tokens = cost(of: usage, at: instant, tier: tier)
    return uses.isEmpty ? tokens : tokens + fees(of: uses)
  }
}
