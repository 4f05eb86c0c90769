public import Dialects

/// A JSON schema (draft 2020-12) made ready to validate with.
///
/// All assertions of the core and validation vocabularies are read but `$dynamicRef`, `unevaluatedItems` and
/// `unevaluatedProperties`, which are refused: to ignore an assertion would pass what the schema forbids. `format`
/// and annotations are ignored, as the draft does by default. References go within the document.
public struct JSONSchema: Sendable {
  /// The first thing that is wrong with a value.
  public struct Violation: Sendable, Hashable {
    /// JSON pointer of the value, empty for the whole document.
    public var path: String
    /// The keyword that it breaks.
    public var keyword: String
    /// Where the schema says so.
    public var schemaPlace: String
    /// What was found and what is allowed.
    public var message: String
  }

  /// What validation found out.
  public enum Outcome: Sendable, Hashable {
    case valid
    case invalid(Violation)
    /// Too much work, or a reference that leads back to itself.
    case undecided(String)
  }

  let nodes: [SchemaNode]
  /// The schema as it was given.
  public let source: JSONValue

  /// Reads a schema; throws at what it cannot honour.
  public init(_ source: JSONValue) throws(ScoringError) {
    self.source = source
    var compiler = SchemaCompiler(root: source)
    nodes = try compiler.compile()
  }

  /// Reads a schema from JSON text.
  public init(text: String, limits: ScoringLimits = .standard) throws(ScoringError) {
    guard let value = EmbeddedJSON.value(text, limits) else {
      throw ScoringError(.invalidSchema, "the schema is not JSON, or is too large or too deep")
    }
    try self.init(value)
  }

  /// Checks a value; stops at the first violation, in the schema's order.
  public func validate(_ value: JSONValue, steps: Int = ScoringLimits.standard.schemaSteps) -> Outcome {
    var validator = SchemaValidator(nodes: nodes, stepsLeft: steps)
    let violation = validator.check(value, against: 0)
    if let reason = validator.stopped { return .undecided(reason) }
    return violation.map(Outcome.invalid) ?? .valid
  }
}
