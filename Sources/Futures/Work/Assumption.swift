public import Frontier

/// A number that is not known exactly: what it is taken to be, how far it may be off, and why.
public struct Assumption: Hashable, Sendable {
  public var name: String
  /// The median.
  public var value: Double
  /// Its 90 % interval; nil for a number that is taken as exact.
  public var interval: ClosedRange<Double>?
  public var unit: String
  /// Where it is from: measured, published (with reference), or assumed, and by whom.
  public var source: String

  public init(
    _ name: String, _ value: Double, _ interval: ClosedRange<Double>? = nil, unit: String = "", source: String
  ) {
    self.name = name
    self.value = value
    self.interval = interval
    self.unit = unit
    self.source = source
  }

  /// The lag on a kind of work. An interval without an upper end is closed at `openEnd` months, and the source says so.
  public init(lag: WorkLag, openEnd: Double = 24) {
    let end = max(openEnd, lag.months)
    var source = "\(lag.source), \(lag.reached) thresholds reached and \(lag.pending) pending, models to \(lag.asOf)"
    if let upper = lag.interval?.upperBound, !upper.isFinite {
      source += "; the interval has no upper end and is taken to end at \(end.plain) months"
    }
    self.init(
      "lag", lag.months,
      lag.interval.map { range in
        let low = min(range.lowerBound, lag.months)
        return low...max(lag.months, range.upperBound.isFinite ? range.upperBound : end)
      },
      unit: "months", source: source)
  }
}

extension Double {
  /// The number as people write it: without a trailing `.0`.
  var plain: String {
    guard let whole = Int(exactly: self) else { return "\(self)" }
    return "\(whole)"
  }
}
