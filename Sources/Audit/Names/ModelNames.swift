public import Catalog

/// Finds the catalogue's offer for the names that logs use: ids, aliases, upstream names, LiteLLM and OpenRouter
/// prefixes (`openrouter/anthropic/…`, `bedrock/us.anthropic.…-v1:0`, `azure/eu/…`), Fireworks paths, dated versions.
public struct ModelNames: Sendable {
  private let catalog: Catalog
  private let providers: ProviderNames
  private let models: [String: ModelID]
  private let upstream: [String: [Int]]
  private let offers: [ModelID: [Int]]

  /// The names of a catalogue.
  public init(_ catalog: Catalog) {
    self.catalog = catalog
    providers = ProviderNames(catalog)
    var models: [String: ModelID] = [:]
    var upstream: [String: [Int]] = [:]
    var offers: [ModelID: [Int]] = [:]
    func add(_ name: String, _ model: ModelID) {
      let name = NormalName.of(name)
      if models[name] == nil { models[name] = model }
    }
    for model in catalog.models { add(model.id, model.id) }
    for model in catalog.models { for alias in model.aliases { add(alias, model.id) } }
    for model in catalog.models { add(model.shortName, model.id) }
    for (number, offer) in catalog.offers.enumerated() {
      offers[offer.model, default: []].append(number)
      upstream[NormalName.of(offer.upstreamModel), default: []].append(number)
      add(offer.upstreamModel, offer.model)
    }
    for offer in catalog.offers {
      if let last = offer.upstreamModel.split(separator: "/").last { add(String(last), offer.model) }
    }
    self.models = models
    self.upstream = upstream
    self.offers = offers
  }

  /// What a call's names mean; empty texts are names that the log does not have.
  public func resolve(model name: String, provider: String = "", region: String = "") -> ResolvedCall {
    let variants = NameVariant.all(of: name)
    guard let (variant, model) = variants.lazy.compactMap({ variant in find(variant).map { (variant, $0) } }).first
    else { return ResolvedCall() }
    var call = ResolvedCall(model: model, isDateRemoved: variant.isDateRemoved)
    let region = RegionName.of(region) ?? variants.lazy.compactMap(\.region).first
    // The log's own provider first; then what stands before the name, as in `azure/gpt-6-luna`.
    let prefixes = variants.flatMap(\.prefixes)
    let hosts = ([provider] + prefixes).lazy.map { providers.hosts(named: $0) }.first { !$0.isEmpty } ?? []
    call.isProviderAssumed = hosts.isEmpty
    call.offer = hosts.isEmpty ? assumedOffer(model, variant, region) : offer(of: model, at: hosts, variant, region)
    return call
  }

  private func find(_ variant: NameVariant) -> ModelID? { models[NormalName.of(variant.name)] }

  private func assumedOffer(_ model: ModelID, _ variant: NameVariant, _ region: String?) -> Int? {
    let maker = String(model.prefix { $0 != "/" })
    if let own = offer(of: model, at: providers.hosts(named: maker), variant, region) { return own }
    return offers[model]?.first { !catalog.offers[$0].prices.isEmpty }
  }

  private func offer(of model: ModelID, at hosts: [ProviderID], _ variant: NameVariant, _ region: String?) -> Int? {
    let named = upstream[NormalName.of(variant.name)] ?? []
    for host in hosts {
      let candidates = (offers[model] ?? []).filter { catalog.offers[$0].provider == host }
      // A provider's own name for one of its offers says the region too, such as `…-us`.
      let exact = candidates.filter(named.contains)
      let pool = exact.isEmpty ? candidates : exact
      guard !pool.isEmpty else { continue }
      if let region, let there = candidates.first(where: { catalog.offers[$0].region == region }) { return there }
      return pool.first { catalog.offers[$0].region == "global" } ?? pool.first
    }
    // `openai` with a stated region may be one of the provider's regional hosts.
    return nil
  }
}
