/// Whose bill a FOCUS export is.
public struct FocusAccount: Hashable, Sendable {
  /// The billing account's id; never empty.
  public var id: String
  /// Its name; never empty.
  public var name: String

  /// An account; empty texts become `steelyard`, because FOCUS forbids empty ones.
  public init(id: String, name: String = "") {
    self.id = id.isEmpty ? "steelyard" : id
    self.name = name.isEmpty ? self.id : name
  }
}
