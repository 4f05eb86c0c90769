public import Catalog

/// A cap would be passed.
public struct BudgetExceeded: Error, Hashable, Sendable {
  /// The window whose cap it is.
  public var window: BudgetWindow
  /// The most that may be spent in it.
  public var cap: NanoDollars
  /// What is settled in it.
  public var spent: NanoDollars
  /// What is held in it for requests under way.
  public var held: NanoDollars
  /// What this request would hold.
  public var requested: NanoDollars
  /// When the window ends; nil for the one that never does.
  public var resetsAt: Timestamp?

  /// A refusal with its figures.
  public init(
    window: BudgetWindow, cap: NanoDollars, spent: NanoDollars, held: NanoDollars, requested: NanoDollars,
    resetsAt: Timestamp?
  ) {
    self.window = window
    self.cap = cap
    self.spent = spent
    self.held = held
    self.requested = requested
    self.resetsAt = resetsAt
  }
}

/// Why no money could be held, so that nothing may be sent.
public enum HoldRefusal: Error, Hashable, Sendable {
  /// A cap would be passed.
  case overBudget(BudgetExceeded)
  /// The key has a cap and what the request may cost is unknown: the cap could not be kept.
  case unpriced
  /// The journal is full, the ledger closed or its files gone, or the record too long to be kept whole; the reason says
  /// which.
  case unavailable(String)
  /// Another process has taken this one's place: only it holds money now.
  case handedOver
}
