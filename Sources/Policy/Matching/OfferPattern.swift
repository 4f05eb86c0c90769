public import Catalog

/// A description of offers. All conditions that are given must hold.
public struct OfferPattern: Hashable, Sendable {
  /// Open or closed weights.
  public var weights: Weights?
  /// The country of the model's maker.
  public var origin: Membership?
  /// The country of the provider's legal seat.
  public var hostCountry: Membership?
  /// The country of the data centre.
  public var region: Membership?
  /// The licence of open weights; closed weights have none and never match.
  public var licence: Membership?
  /// The provider's id.
  public var provider: Membership?
  /// The model's id.
  public var model: Membership?
  /// A tier that the model stays below.
  public var tierBelow: Tier?
  /// Terms of which the offer lacks at least one.
  public var lacksTerms: ContractTerms
  /// A price of input that the offer exceeds at its dearest; an unknown price exceeds every limit.
  public var inputPriceAbove: TokenRate?
  /// A price of output that the offer exceeds at its dearest; an unknown price exceeds every limit.
  public var outputPriceAbove: TokenRate?

  /// Creates a description.
  public init(
    weights: Weights? = nil, origin: Membership? = nil, hostCountry: Membership? = nil, region: Membership? = nil,
    licence: Membership? = nil, provider: Membership? = nil, model: Membership? = nil, tierBelow: Tier? = nil,
    lacksTerms: ContractTerms = [], inputPriceAbove: TokenRate? = nil, outputPriceAbove: TokenRate? = nil
  ) {
    self.weights = weights
    self.origin = origin
    self.hostCountry = hostCountry
    self.region = region
    self.licence = licence
    self.provider = provider
    self.model = model
    self.tierBelow = tierBelow
    self.lacksTerms = lacksTerms
    self.inputPriceAbove = inputPriceAbove
    self.outputPriceAbove = outputPriceAbove
  }

  /// True when a limit on price is among the conditions, so that the answer can change from day to day.
  public var dependsOnPrice: Bool { inputPriceAbove != nil || outputPriceAbove != nil }

  /// Whether everything but the limits on price holds.
  public func matchesFacts(offer: Offer, model: Model, provider: Provider) -> Bool {
    if let weights, model.weights != weights { return false }
    if let origin, !origin.holds(for: model.origin) { return false }
    if let hostCountry, !hostCountry.holds(for: provider.seat) { return false }
    if let region, !region.holds(for: offer.region) { return false }
    if let licence {
      guard let name = model.licence, licence.holds(for: name) else { return false }
    }
    if let condition = self.provider, !condition.holds(for: offer.provider) { return false }
    if let condition = self.model, !condition.holds(for: offer.model) { return false }
    if let tierBelow, model.tier >= tierBelow { return false }
    return lacksTerms.isEmpty || !offer.terms.isSuperset(of: lacksTerms)
  }

  /// Whether the limits on price hold for the dearest rates that apply at the time.
  func matchesPrice(_ peak: PeakRates) -> Bool {
    if let limit = inputPriceAbove, let rate = peak.input, rate <= limit { return false }
    if let limit = outputPriceAbove, let rate = peak.output, rate <= limit { return false }
    return true
  }
}
