extension LagPath {
  /// Means over days.
  struct Mean: Sendable {
    var months: Double
    /// How far the best leader was ahead, in points.
    var gap: Double
    var days: Int
  }

  /// The means over the days of a range on which both sides have a model; nil if there is none.
  func mean(_ range: ClosedRange<Day>? = nil) -> Mean? {
    var months = 0.0
    var gap = 0.0
    var days = 0
    for stretch in stretches {
      let first = max(stretch.first, range?.lowerBound.number ?? .min)
      let last = min(stretch.last, range?.upperBound.number ?? .max)
      guard first <= last else { continue }
      let count = last - first + 1
      // A lag is linear within a stretch, so its mean is that of the two ends.
      months += Double(count) * (stretch.months(on: first) + stretch.months(on: last)) / 2
      gap += Double(count) * stretch.gap
      days += count
    }
    guard days > 0 else { return nil }
    return Mean(months: months / Double(days), gap: gap / Double(days), days: days)
  }

  /// The lag in months and the gap in points of one day; nil if a side has no model.
  func value(on day: Day) -> (months: Double, gap: Double)? {
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].last < day.number { low = middle + 1 } else { high = middle }
    }
    guard low < stretches.count, stretches[low].first <= day.number else { return nil }
    return (stretches[low].months(on: day.number), stretches[low].gap)
  }
}

extension Frontier {
  /// A day with its lag.
  public struct DailyLag: Hashable, Sendable {
    public var day: Day
    public var months: Double
    /// How far the best leader was ahead on that day, in points.
    public var points: Double
  }

  /// The daily lag as a whole; `z` is the number of standard errors by which a model must be ahead.
  public func path(z: Double, errors: DifferenceErrors?) -> LagPath { LagPath(self, z: z, errors: errors) }

  /// The lag of each day of the window on which both sides have a model.
  public func daily(z: Double, errors: DifferenceErrors?) -> [DailyLag] {
    path(z: z, errors: errors).stretches.flatMap { stretch in
      (stretch.first...stretch.last).map {
        DailyLag(day: Day(number: $0), months: stretch.months(on: $0), points: stretch.gap)
      }
    }
  }
}
