/// How many offers a rule or requirement refused.
public struct Refusal: Hashable, Sendable {
  /// The rule's name, `use case/requirement`, or `workload/requirement`.
  public var rule: String
  /// Why, as the rule says it.
  public var reason: String
  /// How many offers.
  public var offers: Int
}
