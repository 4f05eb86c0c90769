public import Catalog

/// How a key stands in one window.
public struct BudgetStanding: Hashable, Sendable {
  /// The window.
  public var window: BudgetWindow
  /// The most that may be spent in it; nil is no limit.
  public var cap: NanoDollars?
  /// What is settled.
  public var spent: NanoDollars
  /// What is held for requests under way.
  public var held: NanoDollars
  /// When it ends; nil when it never does.
  public var resetsAt: Timestamp?
}
