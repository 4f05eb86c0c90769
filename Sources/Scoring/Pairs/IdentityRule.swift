/// When two answers are the same, so that nothing needs to be judged.
public struct IdentityRule: Sendable, Hashable {
  /// How texts are made alike.
  public var text: TextNormalization
  /// How calls of tools are compared.
  public var toolCalls: ToolCallMatch
  /// Whether the same calls make answers the same whatever is said beside them.
  public var ignoresTextBesideCalls: Bool

  /// A rule; by default white space does not count, and the order of calls does.
  public init(
    text: TextNormalization = .whiteSpace, toolCalls: ToolCallMatch = ToolCallMatch(ordersCalls: true),
    ignoresTextBesideCalls: Bool = false
  ) {
    self.text = text
    self.toolCalls = toolCalls
    self.ignoresTextBesideCalls = ignoresTextBesideCalls
  }

  /// Whether two answers are the same.
  public func holds(_ left: Answer, _ right: Answer) -> Bool {
    guard !left.isEmpty, !right.isEmpty, left.refusal == nil, right.refusal == nil,
      left.toolCalls.allSatisfy(\.isWellFormed), toolCalls.agree(left.toolCalls, right.toolCalls)
    else { return false }
    if ignoresTextBesideCalls, !left.toolCalls.isEmpty { return true }
    if let one = left.structured, let two = right.structured { return one.isEquivalent(to: two) }
    return text.apply(left.text) == text.apply(right.text)
  }
}
