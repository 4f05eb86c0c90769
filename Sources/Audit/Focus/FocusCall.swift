public import Catalog

/// One call for a FOCUS export, from a ledger or a log.
public struct FocusCall: Sendable {
  /// When it was answered; UTC.
  public var at: Timestamp
  /// The offer's number in the catalogue; nil when it is not known.
  public var offer: Int?
  /// The model's name where the offer is not known.
  public var model: String
  /// The provider's name where the offer is not known.
  public var provider: String
  /// The tokens.
  public var usage: TokenUsage
  /// The tier.
  public var tier: ServiceTier
  /// How many requests it stands for.
  public var requests: Int
  /// What was paid; nil where only the list price is known.
  public var paid: NanoDollars?
  /// The use case.
  public var useCase: String
  /// The key that paid.
  public var key: String
  /// The team or tenant, which becomes the sub account; empty where there is none.
  public var team: String

  /// A call by its facts.
  public init(
    at: Timestamp, offer: Int?, model: String = "", provider: String = "", usage: TokenUsage,
    tier: ServiceTier = .standard, requests: Int = 1, paid: NanoDollars? = nil, useCase: String = "", key: String = "",
    team: String = ""
  ) {
    self.at = at
    self.offer = offer
    self.model = model
    self.provider = provider
    self.usage = usage
    self.tier = tier
    self.requests = requests
    self.paid = paid
    self.useCase = useCase
    self.key = key
    self.team = team
  }
}
