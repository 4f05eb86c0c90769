/// The answer is JSON that a schema accepts.
public struct SchemaCheck: Sendable {
  /// The schema; nil for the one that the request asked for.
  public var schema: JSONSchema?

  /// A check against `schema`, or against the request's own.
  public init(_ schema: JSONSchema? = nil) { self.schema = schema }

  func verdict(_ answer: Answer, _ task: ScoringTask, _ limits: ScoringLimits) -> CheckVerdict {
    guard let schema = schema ?? task.schema else { return .abstain("neither the check nor the request has a schema") }
    // A call of a tool is an answer of another kind, which the schema does not speak of.
    if !answer.toolCalls.isEmpty, answer.text.trimmedWhiteSpace.isEmpty {
      return .abstain("the answer calls tools and has no text")
    }
    guard let value = answer.structured else { return .fail("is not JSON") }
    switch schema.validate(value, steps: limits.schemaSteps) {
    case .valid: return .pass
    case .undecided(let reason): return .abstain(reason)
    case .invalid(let violation):
      return .fail("at '\(violation.path)' (\(violation.keyword)): \(violation.message)")
    }
  }
}
