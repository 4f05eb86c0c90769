/// What to compare imported prices with, and what to let through.
public struct ImportOptions: Sendable {
  /// Prices are compared as they hold at this instant.
  public var at: Timestamp
  /// Take prices far off the median of their model's hosts.
  public var allowsOutliers: Bool
  /// Take these offers whatever they cost.
  public var keep: Set<OfferID>
  /// How many times above or below the median is far.
  public var outlierFactor: Int64

  /// Options of an import.
  public init(at: Timestamp, allowsOutliers: Bool = false, keep: Set<OfferID> = [], outlierFactor: Int64 = 3) {
    self.at = at
    self.allowsOutliers = allowsOutliers
    self.keep = keep
    self.outlierFactor = min(max(1, outlierFactor), 1000)
  }
}

/// Price lists put together under the names of a catalogue.
public struct PriceListMerge: Sendable {
  /// An offer on which one or more lists agree, or that was chosen among those that do not.
  public struct Accepted: Sendable {
    /// Its name in the catalogue.
    public var id: OfferID
    /// The model that it serves.
    public var model: ModelID
    /// Who serves it.
    public var provider: ProviderID
    /// Where it runs; nil for the provider's usual place.
    public var region: String?
    /// What the list says.
    public var offer: ImportedOffer
    /// The files that say so.
    public var files: [String]
    /// Whether the catalogue has an offer of this name.
    public var replaces: Bool
    /// The day on which the model was published, before which nobody had a price.
    public var released: Timestamp?
  }

  /// Two sources with different figures for one offer.
  public struct Disagreement: Hashable, Sendable {
    /// The offer in question.
    public var offer: OfferID
    /// What was compared, such as `input` or `output, Monday 02:00 UTC`.
    public var subject: String
    /// The figure of each source; nil where it has none.
    public var figures: [Figure]
    /// The source that was followed.
    public var chosen: String
    /// Why it was followed.
    public var reason: String
  }

  /// What one source says.
  public struct Figure: Hashable, Sendable {
    /// A file, or `catalogue`.
    public var source: String
    /// Its rate.
    public var rate: TokenRate?
  }

  /// A price that is too far off to be believed.
  public struct Rejection: Hashable, Sendable {
    /// The offer in question.
    public var offer: OfferID
    /// The kind of token whose rate is far off.
    public var kind: TokenKind
    /// The rate in question.
    public var rate: TokenRate
    /// The middle rate of the model's hosts.
    public var median: TokenRate
    /// The files that say so.
    public var files: [String]
  }

  /// A name that is no model of the catalogue.
  public struct Unmatched: Hashable, Sendable {
    /// The provider in our names.
    public var provider: ProviderID
    /// The name in the list.
    public var name: String
    /// Names of the catalogue that are near.
    public var near: [String]
  }

  /// What can be written to a catalogue, in the order of the catalogue's models.
  public internal(set) var accepted: [Accepted] = []
  /// Where sources differ.
  public internal(set) var disagreements: [Disagreement] = []
  /// Prices that were left out as unbelievable.
  public internal(set) var rejected: [Rejection] = []
  /// Names of known providers that are no model of the catalogue.
  public internal(set) var unmatched: [Unmatched] = []
  /// How many offers each list has of providers that the catalogue does not know.
  public internal(set) var unknownProviders: [String: Int] = [:]
  /// How many offers are exactly the catalogue's.
  public internal(set) var unchanged = 0

  // Looking for near names takes a while, and nobody reads hundreds of them.
  private static let mostNear = 200

  /// Puts lists together under the names of a catalogue.
  public init(_ lists: [PriceList], into catalog: Catalog, options: ImportOptions) {
    var found: [OfferID: [Accepted]] = [:]
    let names = ListedNames(catalog)
    for list in lists { match(list, names, catalog, options, &found) }
    unmatched = Set(unmatched).sorted { ($0.provider, $0.name) < ($1.provider, $1.name) }
    for number in unmatched.indices.prefix(Self.mostNear) {
      unmatched[number].near = names.near(unmatched[number].name)
    }
    let numbers = Dictionary(
      catalog.models.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let groups = found.values.compactMap { group in group.first.map { (numbers[$0.model] ?? 0, $0.id, group) } }
    var comparison = PriceComparison(at: options.at)
    for (_, id, group) in groups.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
      let present = catalog.offerNumber(id).map { catalog.offers[$0] }
      if let chosen = comparison.choose(group, catalogue: present) { accepted.append(chosen) } else { unchanged += 1 }
    }
    disagreements = comparison.disagreements
    rejectOutliers(catalog, options)
  }

  private mutating func match(
    _ list: PriceList, _ names: ListedNames, _ catalog: Catalog, _ options: ImportOptions,
    _ found: inout [OfferID: [Accepted]]
  ) {
    for offer in list.offers {
      guard let provider = offer.provider, let host = catalog.provider(provider) else {
        unknownProviders[offer.listedProvider, default: 0] += 1
        continue
      }
      if let retires = offer.retires, retires <= options.at { continue }
      let named = names.offer(offer).flatMap { catalog.offerNumber($0) }.map { catalog.offers[$0] }
      let exact = named.flatMap { offer.region == nil || offer.region == $0.region ? $0 : nil }
      guard let model = named?.model ?? names.model(offer) else {
        unmatched.append(Unmatched(provider: provider, name: offer.upstreamModel, near: []))
        continue
      }
      let place = offer.region ?? exact?.region ?? host.region
      let region = place == host.region ? nil : place
      let id = exact?.id ?? "\(model)@\(provider)" + (region.map { "/" + $0 } ?? "")
      let accepted = Accepted(
        id: id, model: model, provider: provider, region: region, offer: offer, files: [list.file],
        replaces: catalog.offerNumber(id) != nil, released: catalog.model(model)?.released)
      // A list may have an offer under several names; the one that the catalogue uses stands for all, or the first.
      if let number = found[id]?.firstIndex(where: { $0.files == [list.file] }) {
        if let exact, exact.id == id, found[id]?[number].offer.upstreamModel != exact.upstreamModel {
          found[id]?[number] = accepted
        }
      } else {
        found[id, default: []].append(accepted)
      }
    }
  }

  private mutating func rejectOutliers(_ catalog: Catalog, _ options: ImportOptions) {
    let imported = Set(accepted.map(\.id))
    var refused: Set<OfferID> = []
    for model in Set(accepted.map(\.model)) {
      let own = accepted.filter { $0.model == model }
      let others = catalog.offers.filter { $0.model == model && !imported.contains($0.id) }
      for kind in [TokenKind.input, .output] {
        let listed = own.compactMap { $0.offer.price(at: options.at)?.rate(kind) }
        let known = others.compactMap { offer in
          offer.rates(at: options.at, promptTokens: 0).flatMap { $0.card.scaled(ppm: $0.multiplierPPM)[kind] }
        }
        guard let spread = PriceSpread(listed + known) else { continue }
        for offer in own where !options.keep.contains(offer.id) {
          guard let rate = offer.offer.price(at: options.at)?.rate(kind),
            spread.isOutlier(rate, factor: options.outlierFactor)
          else { continue }
          refused.insert(offer.id)
          rejected.append(
            Rejection(offer: offer.id, kind: kind, rate: rate, median: spread.median, files: offer.files))
        }
      }
    }
    rejected.sort { ($0.offer, $0.kind.rawValue) < ($1.offer, $1.kind.rawValue) }
    if !options.allowsOutliers { accepted.removeAll { refused.contains($0.id) } }
  }
}
