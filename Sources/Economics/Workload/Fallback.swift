/// Who answers again when an error is caught.
public enum Fallback: String, CaseIterable, Hashable, Sendable {
  /// Whoever answered before; of a cascade the closed model.
  case again
  /// The closed option that errs least.
  case bestClosed = "best_closed"
}
