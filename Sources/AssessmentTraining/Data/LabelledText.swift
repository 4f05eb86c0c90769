public import Assessment

/// A text with what is known of it.
public struct LabelledText: Sendable {
  /// Stakes as a person would label them.
  public enum Stakes: String, Codable, Sendable, CaseIterable {
    case routine, moderate, high, irrecoverable
  }

  /// What kind of prompt it is, where its author said so.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case plain, wrapped, lookalike
  }

  public var text: String
  /// Where it is from, such as `own` or `clinc150`.
  public var source: String
  /// The language's code.
  public var language: String
  public var kind: Kind
  /// Whether each head holds of it; heads that are not known are absent.
  public var labels: [AssessmentHead: Bool]
  /// How much it counts in training.
  public var weight: Double
  /// Whether it may only be tested on.
  public var isTest: Bool
  /// Texts of the same number are learned from, or held out, together.
  var fold: Int

  public init(
    text: String, source: String, language: String = "en", kind: Kind = .plain,
    labels: [AssessmentHead: Bool] = [:], weight: Double = 1, isTest: Bool = false
  ) {
    self.text = text
    self.source = source
    self.language = language
    self.kind = kind
    self.labels = labels
    self.weight = weight
    self.isTest = isTest
    fold = Int(Self.hash(text) >> 20 % UInt64(Self.folds))
    self.labels[.english] = language == "en"
  }

  /// Whether its stakes are high or irrecoverable, where that is known.
  public var isGrave: Bool? { labels[.grave] }

  /// The domain it belongs to, where that is known.
  public var domain: AssessmentHead? { AssessmentHead.domains.first { labels[$0] == true } }

  /// The stakes as labelled, where they are.
  var stakes: String? {
    guard let isGrave, let moderate = labels[.moderate] else { return nil }
    if labels[.irrecoverable] == true { return "irrecoverable" }
    return isGrave ? "high" : moderate ? "moderate" : "routine"
  }

  /// Domain and stakes in words.
  var kindOfStakes: String { [domain?.name, stakes].compactMap { $0 }.joined(separator: ", ") }

  mutating func label(domain: AssessmentHead) {
    for head in AssessmentHead.domains { labels[head] = head == domain }
  }

  mutating func label(stakes: Stakes) {
    labels[.moderate] = stakes != .routine
    labels[.grave] = stakes == .high || stakes == .irrecoverable
    labels[.irrecoverable] = stakes == .irrecoverable
  }

  /// A number that depends on the text alone and is the same on every machine (FNV-1a, mixed).
  public static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash ^= hash >> 32
    hash = hash &* 0xd6e8_feb8_6659_fd93
    return hash ^ hash >> 32
  }

  /// In so many parts training data are held out in turn.
  static let folds = 3
}
