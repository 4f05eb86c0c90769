/// A month of a market beside prices of tokens.
struct MarketMonth: Sendable {
  /// Months by which the lag differs from today's.
  var lag = 0.0
  /// Rents, seat fees, and machines that a request needs, as multiples of today's.
  var rent = 1.0
  var fees = 1.0
  var load = 1.0
  var isPlanOver = false
  var isChinaBarred = false
  var isUSDenied = false
  var isPeakPriced = false
  /// Whether a breakthrough has reached closed and open models.
  var hasClosedGain = false
  var hasOpenGain = false
}
