/// What a reply says of how it is billed beside its tokens.
public struct BillingFacts: Sendable, Hashable {
  /// The tier that served it, in one spelling for all dialects (`standard`, `priority`, `flex`, `speed:fast`, `geo:us`, and
  /// joined by `+`); nil when the reply does not say.
  public var tier: String?
  /// How often tools were used that the provider runs, by name, where the reply counts them.
  public var toolUses: [String: Int]
  /// Whether the answer cites pages of the web: all that tells of a search where uses are not counted.
  public var citesWeb: Bool

  /// Facts; without arguments, those of a reply that says nothing.
  public init(tier: String? = nil, toolUses: [String: Int] = [:], citesWeb: Bool = false) {
    self.tier = tier
    self.toolUses = toolUses
    self.citesWeb = citesWeb
  }
}
