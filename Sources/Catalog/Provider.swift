/// The wire format that an upstream speaks.
public enum WireDialect: String, CaseIterable, Codable, Sendable {
  case openAI = "openai"
  case anthropic = "anthropic"
}

/// What a provider promises by contract. A flag that is not known is not set.
public struct ContractTerms: OptionSet, Hashable, Codable, Sendable {
  /// One bit for each term.
  public let rawValue: UInt8

  /// Terms by their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A business associate agreement under HIPAA is available.
  public static let baa = ContractTerms(rawValue: 1 << 0)
  /// Zero data retention is available.
  public static let zeroRetention = ContractTerms(rawValue: 1 << 1)
  /// API data is not used for training.
  public static let noTraining = ContractTerms(rawValue: 1 << 2)

  /// Every term with its name in YAML and in messages.
  public static let names: [(String, ContractTerms)] = [
    ("baa", .baa), ("zero_retention", .zeroRetention), ("no_training", .noTraining),
  ]

  /// The names of the terms that are set.
  public var labels: [String] { Self.names.filter { contains($0.1) }.map(\.0) }
}

/// Who runs models: a legal seat, an API, and contract terms.
public struct Provider: Hashable, Sendable {
  /// Its name in the catalogue.
  public var id: ProviderID
  /// The name people use.
  public var name: String
  /// Country of the legal seat; `self` hosting has the pseudo-country `self`.
  public var seat: CountryCode
  /// The wire format of its API.
  public var dialect: WireDialect
  /// `https://api.example.com/v1`, without the endpoint's path; nil when the user must give it.
  public var baseURL: String?
  /// The environment variable that holds the key; nil when none is needed.
  public var keyVariable: String?
  /// What it promises by contract unless an offer says otherwise.
  public var terms: ContractTerms
  /// Where its offers run unless they say otherwise; `global` when it may be anywhere.
  public var region: String
  /// What it asks for each use of a tool that it runs, unless an offer says otherwise.
  public var toolFees: [ToolFee]
  /// Where these facts come from.
  public var citation: Citation

  /// A provider by its facts.
  public init(
    id: ProviderID, name: String, seat: CountryCode, dialect: WireDialect, baseURL: String?, keyVariable: String?,
    terms: ContractTerms, region: String = "global", toolFees: [ToolFee] = [], citation: Citation
  ) {
    self.id = id
    self.name = name
    self.seat = seat
    self.dialect = dialect
    self.baseURL = baseURL
    self.keyVariable = keyVariable
    self.terms = terms
    self.region = region
    self.toolFees = toolFees
    self.citation = citation
  }
}
