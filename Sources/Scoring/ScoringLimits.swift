public import Patterns

/// How much work one answer may cause; what exceeds a limit is abstained from, never passed.
public struct ScoringLimits: Sendable, Hashable {
  /// Bytes of text of one answer that checks look at.
  public var answerBytes: Int
  /// Bytes of a reply, a golden set's line, a hook's output or a judge's reply.
  public var documentBytes: Int
  /// Levels of nesting of JSON.
  public var jsonDepth: Int
  /// Values in one JSON document.
  public var jsonValues: Int
  /// Steps of one pattern over one text: instructions times scalars, as an upper bound.
  public var patternSteps: Int
  /// Bytes of names and texts in one schema, or in all of a request together.
  public var schemaBytes: Int
  /// Values in one schema, or in all of a request together.
  public var schemaValues: Int
  /// Comparisons that one validation against a schema may make.
  public var schemaSteps: Int

  /// Limits by name; what is left out has the standard value.
  public init(
    answerBytes: Int = 1 << 18, documentBytes: Int = 4 << 20, jsonDepth: Int = 64, jsonValues: Int = 200_000,
    patternSteps: Int = Pattern.standardSteps, schemaBytes: Int = 1 << 20, schemaValues: Int = 50_000,
    schemaSteps: Int = 1_000_000
  ) {
    self.answerBytes = answerBytes
    self.documentBytes = documentBytes
    self.jsonDepth = jsonDepth
    self.jsonValues = jsonValues
    self.patternSteps = patternSteps
    self.schemaBytes = schemaBytes
    self.schemaValues = schemaValues
    self.schemaSteps = schemaSteps
  }

  /// The limits that are used when none are given.
  public static let standard = ScoringLimits()
}
