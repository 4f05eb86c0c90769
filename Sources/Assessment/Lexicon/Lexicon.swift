/// Words and phrases that show what a text is about, with weights and thresholds.
public struct Lexicon: Hashable, Sendable {
  /// The file's own version and a hash of its text, `2026-11-23+1f0c9a44`.
  public var version: String
  /// How much a term counts by where it was said.
  public var roles: RoleWeights
  /// Domains in the order of the file.
  public var domains: [LexiconDomain]

  /// Creates a lexicon; the loader has checked terms and thresholds.
  public init(version: String, roles: RoleWeights, domains: [LexiconDomain]) {
    self.version = version
    self.roles = roles
    self.domains = domains
  }
}

/// A domain with its terms and thresholds.
public struct LexiconDomain: Hashable, Sendable {
  /// The domain's name.
  public var domain: Domain
  /// Whether text of this domain can raise stakes.
  public var pins: Bool
  /// The score from which the domain is in doubt, in thousandths.
  public var doubtMilli: Int
  /// The score from which it is certain, in thousandths.
  public var certainMilli: Int
  /// Its terms in the order of the file.
  public var terms: [LexiconTerm]

  /// Creates a domain.
  public init(domain: Domain, pins: Bool, doubtMilli: Int, certainMilli: Int, terms: [LexiconTerm]) {
    self.domain = domain
    self.pins = pins
    self.doubtMilli = doubtMilli
    self.certainMilli = certainMilli
    self.terms = terms
  }

  /// How sure a score makes.
  public func certainty(ofMilli score: Int) -> Certainty {
    score >= certainMilli ? .certain : score >= doubtMilli ? .doubt : .none
  }
}

/// A word, stem or phrase and what it counts.
public struct LexiconTerm: Hashable, Sendable {
  /// As written in the file: `landlord`, `prescri*`, `chest pain`, `*kündigung`, `律师`.
  public var text: String
  /// What it adds to its domain's score, in thousandths.
  public var weightMilli: Int
  /// The language's code, such as `de`.
  public var language: String

  /// Creates a term.
  public init(text: String, weightMilli: Int, language: String) {
    self.text = text
    self.weightMilli = weightMilli
    self.language = language
  }
}

/// How much a term counts by where it was said, in thousandths.
public struct RoleWeights: Hashable, Sendable {
  /// The last message of the user: what is asked.
  public var lastUser: Int
  /// Earlier messages of the user.
  public var user: Int
  /// The instructions of whoever wrote the program.
  public var system: Int
  /// What a model answered before.
  public var assistant: Int
  /// Results of tools.
  public var tool: Int
  /// Documents that were handed in.
  public var document: Int

  /// Creates weights.
  public init(
    lastUser: Int = 1000, user: Int = 500, system: Int = 500, assistant: Int = 200, tool: Int = 200,
    document: Int = 250
  ) {
    self.lastUser = lastUser
    self.user = user
    self.system = system
    self.assistant = assistant
    self.tool = tool
    self.document = document
  }

  /// The weight of a role; the last message of the user has its own.
  public func weight(_ role: TextPart.Role) -> Int {
    switch role {
    case .system: system
    case .user: user
    case .assistant: assistant
    case .tool: tool
    case .document: document
    }
  }
}
