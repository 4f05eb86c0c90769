/// Where the money of a log goes: every row is in exactly one of these.
public enum AuditLine: String, CaseIterable, Sendable {
  /// A: something permitted nowhere would cost less; the saving cannot be claimed.
  case blocked
  /// B: evidence says that a cheaper permitted offer is as good; the saving can be claimed.
  case proven
  /// C: a cheaper permitted offer exists and nobody knows whether it is as good.
  case unknown
  /// No offer that the catalogue has a price for would have cost less.
  case nothingCheaper = "nothing_cheaper"
  /// Served by open weights already.
  case alreadyOpen = "already_open"
  /// Not answered; there is nothing to compare.
  case failed
  /// No list price is known, so no saving can be.
  case unpriced
  /// Money without tokens, such as a line of a bill or an image.
  case costOnly = "cost_only"
  /// An id that was there before.
  case duplicate
  /// Token counts that cannot be true.
  case unusable
}
