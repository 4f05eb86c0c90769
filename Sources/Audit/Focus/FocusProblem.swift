/// Where a table breaks a rule of FOCUS 1.2.
public struct FocusProblem: Hashable, Sendable, CustomStringConvertible {
  /// The row, from 1; 0 for the table as a whole.
  public var row: Int
  /// The column.
  public var column: String
  /// The rule that is broken.
  public var rule: String

  /// `row 3, ListCost: …`.
  public var description: String { row == 0 ? "\(column): \(rule)" : "row \(row), \(column): \(rule)" }
}
