/// A field that a text can belong to, such as `law`; an open set that the lexicon names.
public struct Domain: RawRepresentable, Hashable, Codable, Sendable {
  /// The field's name in the lexicon and in the policy.
  public var rawValue: String

  /// A field by its name.
  public init(rawValue: String) { self.rawValue = rawValue }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// How sure an assessor is that a text belongs to a domain.
public enum Certainty: String, CaseIterable, Codable, Sendable, Comparable {
  /// Below the domain's lower threshold.
  case none
  /// Between the two thresholds: enough to raise stakes, not enough to choose cheaper service.
  case doubt
  /// At or above the upper threshold.
  case certain

  private var rank: Int {
    switch self {
    case .none: 0
    case .doubt: 1
    case .certain: 2
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
