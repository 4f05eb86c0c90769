/// What is wrong with a recipe, a schema, a pattern or a choice of judge: a code for programs, a sentence for people.
public struct ScoringError: Error, Sendable, Hashable {
  /// The kind of mistake; an open set.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name that programs see.
    public let rawValue: String

    /// A code by name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A rubric has too few or too many criteria, or one of them cannot be used.
    public static let invalidRubric = Code(rawValue: "invalid_rubric")
    /// The judge is of the same family as a model that it would judge.
    public static let dependentJudge = Code(rawValue: "dependent_judge")
    /// A check's settings contradict one another.
    public static let invalidCheck = Code(rawValue: "invalid_check")
    /// A recipe as a whole cannot decide anything, or contradicts itself.
    public static let invalidRecipe = Code(rawValue: "invalid_recipe")
    /// A JSON schema that is wrong, or uses a keyword that would change the verdict and is not read.
    public static let invalidSchema = Code(rawValue: "invalid_schema")
    /// A reply that does not follow its dialect.
    public static let invalidReply = Code(rawValue: "invalid_reply")
    /// Something is larger than a limit.
    public static let tooLarge = Code(rawValue: "too_large")
  }

  /// The kind of mistake.
  public var code: Code
  /// What was found, what is allowed and what to do.
  public var message: String
  /// Where it was found, such as `rubric.criteria[2]` or `#/properties/date`.
  public var place: String?

  /// An error with its place as far as it is known.
  public init(_ code: Code, _ message: String, place: String? = nil) {
    self.code = code
    self.message = message
    self.place = place
  }
}

extension ScoringError: CustomStringConvertible {
  public var description: String { (place.map { "\($0): " } ?? "") + message }
}
