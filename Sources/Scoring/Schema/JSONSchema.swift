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
  let places: SchemaPlaces
  /// The schema as it was given.
  public let source: JSONValue

  /// Reads a schema; throws at what it cannot honour, and at one that is larger than the limits before it is looked at.
  public init(_ source: JSONValue, limits: ScoringLimits = .standard) throws(ScoringError) {
    var budget = SchemaBudget(limits)
    try self.init(source, within: &budget)
  }

  /// Reads one of several schemas that share what they may have.
  init(_ source: JSONValue, within budget: inout SchemaBudget) throws(ScoringError) {
    guard budget.covers(source) else {
      throw ScoringError(
        .tooLarge,
        "the schemas of a request may have \(budget.limits.schemaBytes) bytes of names and texts and "
          + "\(budget.limits.schemaValues) values together")
    }
    self.source = source
    var compiler = SchemaCompiler(root: source)
    nodes = try compiler.compile()
    places = compiler.places
  }

  /// Reads a schema from JSON text.
  public init(text: String, limits: ScoringLimits = .standard) throws(ScoringError) {
    guard let value = EmbeddedJSON.value(text, limits) else {
      throw ScoringError(.invalidSchema, "the schema is not JSON, or is too large or too deep")
    }
    try self.init(value, limits: limits)
  }

  /// Checks a value; stops at the first violation, in the schema's order.
  public func validate(_ value: JSONValue, steps: Int = ScoringLimits.standard.schemaSteps) -> Outcome {
    var validator = SchemaValidator(nodes: nodes, places: places, stepsLeft: steps)
    let violation = validator.check(value, against: 0)
    if let reason = validator.stopped { return .undecided(reason) }
    return violation.map(Outcome.invalid) ?? .valid
  }
}

/// What is left of what schemas may have; recursion is bounded by the depth that reading JSON allows.
struct SchemaBudget {
  let limits: ScoringLimits
  private var bytesLeft: Int
  private var valuesLeft: Int

  init(_ limits: ScoringLimits) {
    self.limits = limits
    (bytesLeft, valuesLeft) = (limits.schemaBytes, limits.schemaValues)
  }

  /// Takes what a document has; false once there is not enough.
  mutating func covers(_ value: JSONValue) -> Bool {
    valuesLeft -= 1
    switch value {
    case .null, .bool: break
    case .number(let text), .string(let text): bytesLeft -= text.utf8.count
    case .array(let elements): for element in elements where !covers(element) { return false }
    case .object(let members):
      for (name, member) in members {
        bytesLeft -= name.utf8.count
        guard covers(member) else { return false }
      }
    }
    return bytesLeft >= 0 && valuesLeft >= 0
  }
}
