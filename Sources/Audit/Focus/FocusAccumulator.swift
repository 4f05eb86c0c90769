public import Catalog

/// Sums calls by day, offer, price, use case, key and team, and turns them into FOCUS rows by kind of token.
public struct FocusAccumulator: Sendable {
  let catalog: Catalog
  let account: FocusAccount
  /// Calls that neither have a list price nor say what was paid; FOCUS has no place for them.
  public private(set) var omitted = CallSums()
  private(set) var groups: [Group] = []
  private var numbers: [Key: Int] = [:]

  /// What calls must share to be one charge.
  struct Key: Hashable {
    var day: Int
    var offer: Int?
    var model: String
    var provider: String
    var tier: ServiceTier
    var card: RateCard
    var multiplierPPM: Int64
    var isPriced: Bool
    var isPaid: Bool
    var useCase: String
    var key: String
    var team: String
  }

  struct Group {
    var key: Key
    var usage = TokenUsage()
    var requests = 0
    var paid = NanoDollars.zero
    /// Where its price stands in the catalogue.
    var price: String
    var promptTokensAbove: Int?
  }

  /// An empty export of an account.
  public init(catalog: Catalog, account: FocusAccount) {
    self.catalog = catalog
    self.account = account
  }

  /// Takes a call; one without tokens and without money leaves no trace.
  public mutating func add(_ call: FocusCall) {
    guard call.usage.isPlausible(upTo: AuditAccumulator.tokensPerRow), Self.days.contains(call.at.day) else {
      return omit(call)
    }
    let prompt = call.usage.prompt / max(1, call.requests)
    let offer = call.offer.flatMap { catalog.offers.indices.contains($0) ? catalog.offers[$0] : nil }
    let rates = offer?.rates(at: call.at, promptTokens: prompt, tier: call.tier)
    let isPriced =
      rates.map { rates in
        TokenKind.allCases.allSatisfy { call.usage[$0] == 0 || rates.card[$0] != nil } && !call.usage.isEmpty
      } ?? false
    guard isPriced || call.paid != nil else { return call.usage.isEmpty ? () : omit(call) }
    let key = Key(
      day: call.at.day, offer: offer == nil ? nil : call.offer, model: offer == nil ? call.model : "",
      provider: offer == nil ? call.provider : "", tier: call.tier,
      card: isPriced ? rates?.card ?? RateCard() : RateCard(),
      multiplierPPM: isPriced ? rates?.multiplierPPM ?? 1_000_000 : 1_000_000, isPriced: isPriced,
      isPaid: call.paid != nil, useCase: call.useCase, key: call.key, team: call.team)
    let number = numbers[key] ?? begin(key, offer, call, prompt: prompt)
    groups[number].usage.add(call.usage)
    groups[number].requests = CallSums.sum(groups[number].requests, max(0, call.requests))
    groups[number].paid += call.paid ?? .zero
  }

  // The years 0001 to 9999, which is what the form of FOCUS's times can say.
  private static let days = -719_162..<2_932_896

  private mutating func omit(_ call: FocusCall) {
    omitted.add(TokenUsage(), requests: max(0, call.requests), list: nil, logged: call.paid)
  }

  private mutating func begin(_ key: Key, _ offer: Offer?, _ call: FocusCall, prompt: Int) -> Int {
    var group = Group(key: key, price: "unlisted")
    if let (price, variant) = offer?.applicablePrice(at: call.at, promptTokens: prompt, tier: call.tier) {
      let number = variant.flatMap { price.variants.firstIndex(of: $0) }.map { ".\($0 + 1)" } ?? ""
      group.price = price.from.dayText + number
      group.promptTokensAbove = variant?.abovePromptTokens
    }
    numbers[key] = groups.count
    groups.append(group)
    return groups.count - 1
  }
}
