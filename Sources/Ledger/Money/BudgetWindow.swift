/// A stretch of time that a cap holds for.
public enum BudgetWindow: String, CaseIterable, Codable, Sendable {
  /// A UTC day.
  case day
  /// A UTC calendar month.
  case month
  /// All time.
  case total
}
