/// A condition that a name is, or is not, one of some names.
public struct Membership: Hashable, Sendable {
  /// Names, country codes or patterns that end in `*`.
  public var values: [String]
  /// True for the `…_not` form of a key.
  public var negated: Bool

  /// Creates a condition.
  public init(_ values: [String], negated: Bool = false) {
    self.values = values
    self.negated = negated
  }

  /// Whether the condition holds for `name`; letters' case does not matter.
  public func holds(for name: String) -> Bool {
    values.contains { Self.matches(name, pattern: $0) } != negated
  }

  /// Whether `name` is `pattern`, or begins with what stands before its closing `*`.
  public static func matches(_ name: String, pattern: String) -> Bool {
    let name = name.lowercased()
    let pattern = pattern.lowercased()
    return pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}
