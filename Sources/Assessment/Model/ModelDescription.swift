/// The part of a model that people can read: how it was made, and every threshold with the data it was set on.
public struct ModelDescription: Hashable, Codable, Sendable {
  /// The version, such as `2026-11-23.1`.
  public var version: String
  /// The lexicon's version that it was trained with. Another lexicon's scores would mean something else.
  public var lexicon: String
  /// The encoder that the second stage was trained with, such as `all-MiniLM-L6-v2-int8`; nil if there is none.
  public var encoder: String?
  /// What the random numbers of training began with.
  public var seed: UInt64
  /// Rows that it was trained on, by source.
  public var rows: [String: Int]
  /// Thresholds of the lexical stage when no encoder will be asked.
  public var alone: Thresholds
  /// The same for text that is not English.
  public var otherLanguages: Thresholds
  /// The scores of the lexical stage between which the encoder is asked.
  public var unsure: Band
  /// Thresholds of the encoder stage.
  public var encoded: Thresholds
  /// Probabilities from which a text is perhaps, and certainly, about a domain.
  public var domains: Thresholds
  /// By how much the evidence of a text counts less than that of the last question, in log-odds.
  public var roles: RoleDiscounts
  /// Prompts whose nearness in the encoder's space tells what a text is.
  public var prototypes: [Prototype]

  public init(
    version: String, lexicon: String, encoder: String?, seed: UInt64, rows: [String: Int], alone: Thresholds,
    otherLanguages: Thresholds, unsure: Band, encoded: Thresholds, domains: Thresholds, roles: RoleDiscounts,
    prototypes: [Prototype]
  ) {
    self.version = version
    self.lexicon = lexicon
    self.encoder = encoder
    self.seed = seed
    self.rows = rows
    self.alone = alone
    self.otherLanguages = otherLanguages
    self.unsure = unsure
    self.encoded = encoded
    self.domains = domains
    self.roles = roles
    self.prototypes = prototypes
  }

  /// Where doubt begins and where certainty does, as probabilities in thousandths, for text of grave matters.
  public struct Thresholds: Hashable, Codable, Sendable {
    public var doubtMilli: Int
    public var certainMilli: Int
    /// What they were set on, in words.
    public var setOn: String

    public init(doubtMilli: Int, certainMilli: Int, setOn: String) {
      self.doubtMilli = doubtMilli
      self.certainMilli = certainMilli
      self.setOn = setOn
    }
  }

  /// A range of probabilities in thousandths.
  public struct Band: Hashable, Codable, Sendable {
    public var lowMilli: Int
    public var highMilli: Int
    public var setOn: String

    public init(lowMilli: Int, highMilli: Int, setOn: String) {
      self.lowMilli = lowMilli
      self.highMilli = highMilli
      self.setOn = setOn
    }
  }

  /// Log-odds that are taken off a text's score by who said it.
  public struct RoleDiscounts: Hashable, Codable, Sendable {
    public var system: Float
    public var assistant: Float
    public var tool: Float
    public var document: Float

    public init(system: Float, assistant: Float, tool: Float, document: Float) {
      self.system = system
      self.assistant = assistant
      self.tool = tool
      self.document = document
    }

    /// The discount of a role. What a user said earlier counts in full: stakes that were seen stay seen.
    public func of(_ role: TextPart.Role) -> Float {
      switch role {
      case .user: 0
      case .system: system
      case .assistant: assistant
      case .tool: tool
      case .document: document
      }
    }
  }

  /// A prompt that the model was trained on and compares others with.
  public struct Prototype: Hashable, Codable, Sendable {
    /// How it was labelled, such as `health, irrecoverable`.
    public var group: String
    public var text: String

    public init(group: String, text: String) {
      self.group = group
      self.text = text
    }
  }
}
