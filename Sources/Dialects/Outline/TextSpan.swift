/// Who speaks in a piece of text.
public enum TextRole: UInt8, Sendable, CaseIterable {
  /// Instructions: `system` and `developer` messages, Anthropic's `system`.
  case system
  /// The person or program that asks.
  case user
  /// The model, its tool calls included.
  case assistant
  /// The result of a tool.
  case tool
  /// A document that was handed in as text.
  case document
}

/// A piece of text in a request body.
public struct TextSpan: Sendable, Hashable {
  /// Who speaks.
  public var role: TextRole
  /// The contents of the JSON string: the bytes between the quotes, still escaped.
  public var range: Range<Int>
  /// Whether the contents hold escapes, so that they must be unescaped before they are read.
  public var hasEscapes: Bool
}
