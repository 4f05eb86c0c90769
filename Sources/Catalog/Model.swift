/// A model's name in the catalogue, `lab/model`, such as `deepseek/deepseek-v4-flash`.
public typealias ModelID = String
/// A provider's name in the catalogue, such as `fireworks`.
public typealias ProviderID = String
/// An offer's name: `model@provider` or `model@provider/region`.
public typealias OfferID = String
/// ISO 3166-1 alpha-2, such as `CN`.
public typealias CountryCode = String

/// Where a fact comes from and when it was true.
public struct Citation: Hashable, Codable, Sendable {
  /// A name of `sources:` in the catalogue, or a plain description.
  public var source: String
  /// The day the fact was read, midnight UTC.
  public var asOf: Timestamp

  /// A source with its day.
  public init(source: String, asOf: Timestamp) {
    self.source = source
    self.asOf = asOf
  }
}

/// Whether other people may run a model themselves.
public enum Weights: String, CaseIterable, Codable, Sendable {
  case open, closed
}

/// A model's place in its maker's own line-up; not a claim about quality across makers.
public enum Tier: String, CaseIterable, Codable, Sendable, Comparable {
  case small, mid, flagship
  public static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// A model: who trained it, under which licence, what it can do.
public struct Model: Hashable, Sendable {
  /// `lab/model`.
  public var id: ModelID
  /// The name people use.
  public var name: String
  /// Who trained it.
  public var lab: String
  /// The maker's country.
  public var origin: CountryCode
  /// Open or closed.
  public var weights: Weights
  /// SPDX identifier or the licence's own name; nil for closed weights.
  public var licence: String?
  /// Its place in the maker's line-up.
  public var tier: Tier
  /// When it was published, midnight UTC, if known.
  public var released: Timestamp?
  /// Prompt and answer together, in tokens.
  public var contextTokens: Int
  /// The longest answer, in tokens.
  public var maxOutputTokens: Int
  /// What it can do.
  public var capabilities: Capabilities
  /// Names that callers use for it, such as `claude-opus-5-5`.
  public var aliases: [String]
  /// The tokenizer whose vocabulary it uses, such as `o200k_base`, if known.
  public var tokenizer: String?
  /// The most tokens that its chat template adds to a request, if whoever serves it says so.
  public var templateTokens: Int?
  /// The first instant at which its maker switches it off, if that is known.
  public var retires: Timestamp?
  /// Where these facts come from.
  public var citation: Citation

  /// The id without the lab; an alias by itself.
  public var shortName: String { String(id.split(separator: "/").last ?? Substring(id)) }

  /// A model by its facts.
  public init(
    id: ModelID, name: String, lab: String, origin: CountryCode, weights: Weights, licence: String?, tier: Tier,
    released: Timestamp?, contextTokens: Int, maxOutputTokens: Int, capabilities: Capabilities, aliases: [String],
    tokenizer: String?, templateTokens: Int? = nil, retires: Timestamp? = nil, citation: Citation
  ) {
    self.id = id
    self.name = name
    self.lab = lab
    self.origin = origin
    self.weights = weights
    self.licence = licence
    self.tier = tier
    self.released = released
    self.contextTokens = contextTokens
    self.maxOutputTokens = maxOutputTokens
    self.capabilities = capabilities
    self.aliases = aliases
    self.tokenizer = tokenizer
    self.templateTokens = templateTokens
    self.retires = retires
    self.citation = citation
  }
}
