/// A YAML value that remembers where it stood, so that every complaint can name file, line and column.
public struct YAMLNode: Sendable {
  /// The value without its place.
  public indirect enum Content: Sendable {
    /// `~`, `null` or nothing at all.
    case null
    /// A scalar as written; `quoted` scalars are always text.
    case scalar(String, quoted: Bool)
    case sequence([YAMLNode])
    /// Entries in the order of the file; keys are unique.
    case mapping([(key: String, keyNode: YAMLNode, value: YAMLNode)])
  }

  /// The file's name as the user gave it.
  public let file: String
  /// One-based line.
  public let line: Int
  /// One-based column.
  public let column: Int
  /// The value.
  public let content: Content

  /// Creates a node at a place.
  public init(file: String, line: Int, column: Int, content: Content) {
    self.file = file
    self.line = line
    self.column = column
    self.content = content
  }

  /// An error that points at this node.
  public func error(_ message: String, allowed: [String] = []) -> YAMLError {
    YAMLError(file: file, line: line, column: column, message: message, allowed: allowed)
  }

  /// The kind of value in words, for messages.
  public var kind: String {
    switch content {
    case .null: "nothing"
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// True for `~`, `null` and an empty value.
  public var isNull: Bool { if case .null = content { true } else { false } }
}
