/// A model that one provider serves from one region at dated prices.
///
/// The facts live behind one reference: routing hands offers around on every request, and a copy counts one
/// reference instead of one for each text. Changing a property makes a new set of facts.
public struct Offer: Hashable, Sendable {
  private var storage: Storage

  /// An offer with its limits and prices.
  public init(
    id: OfferID, model: ModelID, provider: ProviderID, region: String, upstreamModel: String, terms: ContractTerms,
    capabilities: Capabilities, contextTokens: Int, maxOutputTokens: Int, prices: [DatedPrice],
    retires: Timestamp? = nil, citation: Citation? = nil, toolFees: [ToolFee] = []
  ) {
    storage = Storage(
      Facts(
        id: id, model: model, provider: provider, region: region, upstreamModel: upstreamModel, terms: terms,
        capabilities: capabilities, contextTokens: contextTokens, maxOutputTokens: maxOutputTokens, prices: prices,
        retires: retires, citation: citation, toolFees: toolFees))
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.storage === right.storage || left.storage.facts == right.storage.facts
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(storage.facts) }

  /// The prices laid out for the price engine.
  var schedule: PriceSchedule { storage.schedule }

  private final class Storage: Sendable {
    let facts: Facts
    let schedule: PriceSchedule

    init(_ facts: Facts) {
      self.facts = facts
      schedule = PriceSchedule(facts.prices, retires: facts.retires)
    }
  }

  private struct Facts: Hashable {
    var id: OfferID
    var model: ModelID
    var provider: ProviderID
    var region: String
    var upstreamModel: String
    var terms: ContractTerms
    var capabilities: Capabilities
    var contextTokens: Int
    var maxOutputTokens: Int
    var prices: [DatedPrice]
    var retires: Timestamp?
    var citation: Citation?
    var toolFees: [ToolFee]
  }

  private mutating func change<Value>(_ fact: WritableKeyPath<Facts, Value>, _ value: Value) {
    var facts = storage.facts
    facts[keyPath: fact] = value
    storage = Storage(facts)
  }
}

extension Offer {
  /// `model@provider` or `model@provider/region`.
  public var id: OfferID {
    get { storage.facts.id }
    set { change(\.id, newValue) }
  }

  /// The model it serves.
  public var model: ModelID {
    get { storage.facts.model }
    set { change(\.model, newValue) }
  }

  /// Who serves it.
  public var provider: ProviderID {
    get { storage.facts.provider }
    set { change(\.provider, newValue) }
  }

  /// Country of the data centre or `EU`; `global` when it may be anywhere, `self` on the user's own machines.
  public var region: String {
    get { storage.facts.region }
    set { change(\.region, newValue) }
  }

  /// The name that the provider's API expects.
  public var upstreamModel: String {
    get { storage.facts.upstreamModel }
    set { change(\.upstreamModel, newValue) }
  }

  /// Contract terms of this offer, the provider's unless it says otherwise.
  public var terms: ContractTerms {
    get { storage.facts.terms }
    set { change(\.terms, newValue) }
  }

  /// What this host supports of what the model can do.
  public var capabilities: Capabilities {
    get { storage.facts.capabilities }
    set { change(\.capabilities, newValue) }
  }

  /// This host's limit for prompt and answer together, in tokens.
  public var contextTokens: Int {
    get { storage.facts.contextTokens }
    set { change(\.contextTokens, newValue) }
  }

  /// This host's limit for the answer, in tokens.
  public var maxOutputTokens: Int {
    get { storage.facts.maxOutputTokens }
    set { change(\.maxOutputTokens, newValue) }
  }

  /// Prices in order of the day from which they hold; empty when no price is known.
  public var prices: [DatedPrice] {
    get { storage.facts.prices }
    set { change(\.prices, newValue) }
  }

  /// The first instant at which it is switched off, if that is known.
  public var retires: Timestamp? {
    get { storage.facts.retires }
    set { change(\.retires, newValue) }
  }

  /// Where the facts of the offer itself come from; each price has its own.
  public var citation: Citation? {
    get { storage.facts.citation }
    set { change(\.citation, newValue) }
  }

  /// What its provider asks for each use of a tool that it runs itself; a tool that is not here has no known price.
  public var toolFees: [ToolFee] {
    get { storage.facts.toolFees }
    set { change(\.toolFees, newValue) }
  }
}

extension Offer {
  /// A dated snapshot of the model by the name that this offer's API knows it under; nil when `name` is none.
  ///
  /// A snapshot is an alias of the model that is the offer's own name with a day behind it, such as
  /// `claude-haiku-4-5-20251001` or `gpt-6-luna-2026-09-22`. Hosts with names of their own (`anthropic.claude-…`) keep
  /// theirs: how they spell a snapshot cannot be told from it.
  public func snapshot(named name: String, of model: Model) -> String? {
    let bytes = Array(name.utf8)
    let stem = Array(upstreamModel.utf8)
    guard bytes.count > stem.count, bytes.starts(with: stem),
      model.aliases.contains(where: { $0.utf8.elementsEqual(bytes) })
    else { return nil }
    let end = bytes[stem.count...]
    let digits = end.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.count == 8, end.first == UInt8(ascii: "-"), end.count == 9 || end.count == 11,
      end.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return name
  }
}
