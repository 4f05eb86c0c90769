/// A piece of a request's text with the role that said it.
public struct TextPart: Sendable {
  /// Who said it.
  public enum Role: UInt8, CaseIterable, Sendable {
    case system, user, assistant, tool, document
  }

  /// Who said it.
  public var role: Role
  /// The text as UTF-8, without JSON's escapes.
  public var bytes: [UInt8]

  /// Creates a piece of text.
  public init(role: Role, bytes: [UInt8]) {
    self.role = role
    self.bytes = bytes
  }
}
