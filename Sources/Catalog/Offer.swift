/// A model that one provider serves from one region at dated prices.
public struct Offer: Hashable, Sendable {
  /// `model@provider` or `model@provider/region`.
  public var id: OfferID
  /// The model it serves.
  public var model: ModelID
  /// Who serves it.
  public var provider: ProviderID
  /// Country of the data centre or `EU`; `global` when it may be anywhere, `self` on the user's own machines.
  public var region: String
  /// The name that the provider's API expects.
  public var upstreamModel: String
  /// Contract terms of this offer, the provider's unless it says otherwise.
  public var terms: ContractTerms
  /// What this host supports of what the model can do.
  public var capabilities: Capabilities
  /// This host's limit for prompt and answer together, in tokens.
  public var contextTokens: Int
  /// This host's limit for the answer, in tokens.
  public var maxOutputTokens: Int
  /// Prices in order of the day from which they hold; empty when no price is known.
  public var prices: [DatedPrice]
  /// The first instant at which it is switched off, if that is known.
  public var retires: Timestamp?
  /// Where the facts of the offer itself come from; each price has its own.
  public var citation: Citation?

  /// An offer with its limits and prices.
  public init(
    id: OfferID, model: ModelID, provider: ProviderID, region: String, upstreamModel: String, terms: ContractTerms,
    capabilities: Capabilities, contextTokens: Int, maxOutputTokens: Int, prices: [DatedPrice],
    retires: Timestamp? = nil, citation: Citation? = nil
  ) {
    self.id = id
    self.model = model
    self.provider = provider
    self.region = region
    self.upstreamModel = upstreamModel
    self.terms = terms
    self.capabilities = capabilities
    self.contextTokens = contextTokens
    self.maxOutputTokens = maxOutputTokens
    self.prices = prices
    self.retires = retires
    self.citation = citation
  }
}
