public import Catalog

/// One request as the ledger keeps it.
public struct DecisionRecord: Hashable, Sendable {
  /// What was known before it was sent.
  public var draft: DecisionDraft
  /// What became of it.
  public var outcome: RequestOutcome
  /// The key that paid; nil when none was asked for.
  public var keyID: String?
  /// What was held; nil when the price was unknown.
  public var held: NanoDollars?
  /// What counts against the caps: the cost, or the hold where the cost is unknown.
  public var charged: NanoDollars
  /// True when the provider reported more than the bound that was held.
  public var overrun: Bool
  /// The windows that it counts in.
  var windows: WindowNumbers

  init(
    draft: DecisionDraft, outcome: RequestOutcome, keyID: String?, held: NanoDollars?, windows: WindowNumbers
  ) {
    self.draft = draft
    self.outcome = outcome
    self.keyID = keyID
    self.held = held
    self.windows = windows
    charged = Self.charge(held: held, cost: outcome.cost)
    overrun = Self.isOverrun(held: held, cost: outcome.cost)
  }

  /// What counts against the caps.
  static func charge(held: NanoDollars?, cost: NanoDollars?) -> NanoDollars { max(.zero, cost ?? held ?? .zero) }

  /// Whether the cost is more than the bound that was held.
  static func isOverrun(held: NanoDollars?, cost: NanoDollars?) -> Bool {
    guard let held, let cost else { return false }
    return cost > held
  }
}
