public import Catalog

/// A use case's name in the policy, such as `legal-finance`.
public typealias UseCaseID = String

/// How permitted offers are ranked against one another.
public enum OfferOrder: String, CaseIterable, Codable, Sendable {
  /// Cheapest expected cost of this request first.
  case price
  /// Preferred models as the policy lists them, then higher tier, then newer, then cheaper.
  case quality
}

/// Whether an offer may serve at a price that nobody knows.
public enum UnknownPrice: String, CaseIterable, Codable, Sendable {
  /// Never.
  case never = "false"
  /// Only from a provider whose seat is `self`: hardware that the user pays for in another way.
  case selfHosted = "self_hosted"
  /// From anybody, after every offer whose cost is known.
  case always = "true"
}

/// A kind of work, what is at stake in it, and what may therefore serve it.
public struct UseCase: Hashable, Sendable {
  /// Its name in headers, keys, records and reports.
  public var id: UseCaseID
  /// Its name for people.
  public var title: String
  /// What is at stake.
  public var stakes: Stakes
  /// The kind of weights that may serve it.
  public var modelClass: ModelClass
  /// Domains of text that belong to it; no two use cases share one.
  public var domains: [String]
  /// Further names by which it can be asked for.
  public var names: [String]
  /// How offers are ranked.
  public var order: OfferOrder
  /// Models to put first when the order is by quality, as ids or patterns such as `openai/*`.
  public var prefer: [String]
  /// The least place in its maker's line-up that a chat model must have.
  public var minimumTier: Tier?
  /// Contract terms that an offer must have.
  public var requiredTerms: ContractTerms
  /// The longest answer that is bought when the caller names no limit, in tokens.
  public var maxOutputTokens: Int
  /// The answer's usual length, in tokens, for ranking offers by cost.
  public var expectedOutputTokens: Int
  /// Whether offers without a known price may serve.
  public var unknownPrice: UnknownPrice
  /// How many offers may follow the first.
  public var maxFallbacks: Int
  /// When an open model's answer gives way to a closed one's; nil when only failures do that.
  public var cascade: Policy.Cascade?

  /// Creates a use case; what is left out has the loader's defaults.
  public init(
    id: UseCaseID, title: String, stakes: Stakes, modelClass: ModelClass, domains: [String] = [],
    names: [String] = [], order: OfferOrder = .price, prefer: [String] = [], minimumTier: Tier? = nil,
    requiredTerms: ContractTerms = [], maxOutputTokens: Int = 4096, expectedOutputTokens: Int = 500,
    unknownPrice: UnknownPrice = .never, maxFallbacks: Int = 3, cascade: Policy.Cascade? = nil
  ) {
    self.id = id
    self.title = title
    self.stakes = stakes
    self.modelClass = modelClass
    self.domains = domains
    self.names = names
    self.order = order
    self.prefer = prefer
    self.minimumTier = minimumTier
    self.requiredTerms = requiredTerms
    self.maxOutputTokens = maxOutputTokens
    self.expectedOutputTokens = expectedOutputTokens
    self.unknownPrice = unknownPrice
    self.maxFallbacks = maxFallbacks
    self.cascade = cascade
  }
}
