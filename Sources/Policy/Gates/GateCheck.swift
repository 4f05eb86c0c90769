extension Policy.Gate {
  /// Scores a pair of answers without a judge, or leaves it open.
  public enum Check: Hashable, Sendable {
    /// Answers that are the same once blanks and case are levelled tie.
    case identical
    /// The answer that keeps the schema that was asked for beats the one that breaks it.
    case schema
    /// The same calls of the same tools tie; the side that calls what the other does not is left to the judge.
    case tools
    /// The answer that matches the expression beats the one that does not.
    case regex(String)
    /// A program that reads the pair as JSON from its standard input and may abstain.
    case command([String], timeoutMilliseconds: Int)

    /// True when the check can say that one answer is better, so that it can stand in for a judge.
    public var canDecide: Bool {
      switch self {
      case .identical, .tools: false
      case .schema, .regex, .command: true
      }
    }
  }
}

extension Policy.Gate.Check: CustomStringConvertible {
  public var description: String {
    switch self {
    case .identical: "identical"
    case .schema: "schema"
    case .tools: "tools"
    case .regex(let pattern): "regex \(pattern)"
    case .command(let arguments, _): "command \(arguments.joined(separator: " "))"
    }
  }
}
