/// Why an expression is no pattern, and where in it: a code for programs, a sentence for people.
public struct PatternError: Error, Sendable, Hashable {
  /// The kind of mistake; an open set.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name that programs see.
    public let rawValue: String

    /// A code by name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The expression is not well formed.
    public static let malformed = Code(rawValue: "malformed")
    /// The expression says something that cannot be matched in linear time, or that this engine does not know.
    public static let unsupported = Code(rawValue: "unsupported")
    /// The expression is longer, deeper or repeats more than is allowed.
    public static let tooLarge = Code(rawValue: "too_large")
  }

  /// The kind of mistake.
  public var code: Code
  /// What was found, and what to do where that is not plain.
  public var message: String
  /// The scalar before which reading ended, from 1; nil when the whole expression is meant.
  public var position: Int?

  /// An error with its place as far as it is known.
  public init(_ code: Code, _ message: String, position: Int? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }
}

extension PatternError: CustomStringConvertible {
  public var description: String { (position.map { "character \($0): " } ?? "") + message }
}
