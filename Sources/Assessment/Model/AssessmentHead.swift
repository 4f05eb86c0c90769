/// What a model says of a text: a number for each of these, as log-odds.
public enum AssessmentHead: Int, CaseIterable, Codable, Sendable {
  case law, health, finance, coding, science, service, writing, general, smalltalk
  /// Stakes are high or irrecoverable: a wrong answer does real harm.
  case grave
  /// A wrong answer cannot be taken back.
  case irrecoverable
  /// A wrong answer is at least annoying.
  case moderate
  /// A cheaper model fails where a good one would not.
  case difficulty
  /// The text is English, which is what the encoder reads.
  case english

  /// Heads that say what a text is about.
  public static let domains: [AssessmentHead] = [
    .law, .health, .finance, .coding, .science, .service, .writing, .general, .smalltalk,
  ]

  /// The head's name in files and reports.
  public var name: String {
    switch self {
    case .law: "law"
    case .health: "health"
    case .finance: "finance"
    case .coding: "coding"
    case .science: "science"
    case .service: "service"
    case .writing: "writing"
    case .general: "general"
    case .smalltalk: "smalltalk"
    case .grave: "grave"
    case .irrecoverable: "irrecoverable"
    case .moderate: "moderate"
    case .difficulty: "difficulty"
    case .english: "english"
    }
  }

  /// The domain that the head speaks of, for those that do.
  public var domain: Domain? { rawValue <= Self.smalltalk.rawValue ? Domain(rawValue: name) : nil }
}

/// Log-odds of each head; a lane for each `AssessmentHead.rawValue`.
public typealias HeadScores = SIMD16<Float>

extension HeadScores {
  /// The log-odds of a head.
  public subscript(head: AssessmentHead) -> Float {
    get { self[head.rawValue] }
    set { self[head.rawValue] = newValue }
  }
}
