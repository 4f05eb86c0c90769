/// What the gateway needs to know of a whole reply, found without building a tree.
public struct ReplyFacts: Sendable {
  /// Whether the body is one valid JSON object.
  public var isValid: Bool
  /// What the provider says was used, nil if it says nothing usable.
  public var usage: UsageCounts?
  /// Why each choice ended, in order, as the provider spells it.
  public var finishReasons: [String]
  /// Text, reasoning and tool arguments generated: the basis of an estimate when usage is missing.
  public var generated: GeneratedText
  /// What it says of how it is billed beside its tokens.
  public var billing: BillingFacts
  /// The provider's error, if the reply is one.
  public var error: WireError?

  /// Facts of a reply; without arguments, those of one that is not valid.
  public init(
    isValid: Bool = false, usage: UsageCounts? = nil, finishReasons: [String] = [],
    generated: GeneratedText = GeneratedText(), billing: BillingFacts = BillingFacts(), error: WireError? = nil
  ) {
    self.isValid = isValid
    self.usage = usage
    self.finishReasons = finishReasons
    self.generated = generated
    self.billing = billing
    self.error = error
  }

  /// Bytes of text, reasoning and tool arguments generated.
  public var outputBytes: Int { generated.bytes }
}

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
