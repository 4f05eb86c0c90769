/// Whether policy lets an offer serve, and if not, which rule says so.
public struct Verdict: Hashable, Codable, Sendable {
  /// True when nothing refuses the offer.
  public var allowed: Bool
  /// The rule that refuses it: its name, or `use case/requirement` such as `legal-finance/class`.
  public var rule: String?
  /// Why, in a sentence for the caller.
  public var reason: String?

  /// Creates a verdict.
  public init(allowed: Bool, rule: String? = nil, reason: String? = nil) {
    self.allowed = allowed
    self.rule = rule
    self.reason = reason
  }

  /// The verdict on an offer that nothing refuses.
  public static let allowed = Verdict(allowed: true)

  /// A refusal by a rule.
  public static func refused(by rule: String, _ reason: String) -> Verdict {
    Verdict(allowed: false, rule: rule, reason: reason)
  }
}
