public import Catalog

/// What a workload should be served by, what that saves, and what would change it.
public struct Advice: Sendable {
  /// The workload's name.
  public var title: String
  /// The instant whose prices count.
  public var at: Timestamp
  /// A row for each kind of work, in the workload's order.
  public var rows: [UseCaseAdvice]

  /// Today's monthly cost of all rows that have one, US dollars.
  public var today: Double { rows.reduce(0) { $0 + ($1.today?.monthly.value ?? 0) } }
  /// The advised monthly cost of the same rows, US dollars.
  public var advised: Double {
    rows.reduce(0) { $0 + ($1.today == nil ? 0 : $1.advised?.monthly.value ?? 0) }
  }
}
