/// Why an assessor cannot be built.
public struct AssessmentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A term cannot be looked for as it is written.
    public static let invalidTerm = Code(rawValue: "invalid_term")
    /// The terms do not fit into the automaton.
    public static let tooManyTerms = Code(rawValue: "too_many_terms")
  }

  /// What kind of failure it is.
  public var code: Code
  /// What was wrong and what to do.
  public var message: String

  /// Creates an error.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
