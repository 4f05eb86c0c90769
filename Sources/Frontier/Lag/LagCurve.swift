/// The daily lag (D3) and the gap over time, with bands: what a chart draws.
public struct LagCurve: Sendable {
  /// How a lag stood on one day.
  public struct Point: Hashable, Sendable {
    public var day: Day
    /// Months; negative where the followers lead.
    public var months: Double
    /// Where 90 % and 95 % of the draws lie, in months; nil without draws.
    public var band90: ClosedRange<Double>?
    public var band95: ClosedRange<Double>?
    /// How far the best leader was ahead, in points.
    public var gap: Double
    public var gapBand90: ClosedRange<Double>?
  }

  public var points: [Point]
  /// The number of standard errors by which a model must be ahead.
  public var z: Double
}

extension LagEstimator {
  /// The lag on every `step`th day of the window and on its last, from the first day that has models on both sides.
  public func curve(z: Double, step: Int = 7) -> LagCurve {
    let own = path(z: z)
    let paths = paths(z: z)
    guard let days = own.days else { return LagCurve(points: [], z: z) }
    var numbers = Array(stride(from: days.lowerBound.number, to: days.upperBound.number, by: max(1, step)))
    numbers.append(days.upperBound.number)
    let points = numbers.compactMap { number -> LagCurve.Point? in
      let day = Day(number: number)
      guard let value = own.value(on: day) else { return nil }
      let drawn = paths.map { $0.value(on: day) }
      let months = LagEstimate(value: value.months, draws: drawn.map { $0?.months }, count: 1)
      let gap = LagEstimate(value: value.gap, draws: drawn.map { $0?.gap }, count: 1)
      return LagCurve.Point(
        day: day, months: value.months, band90: months.interval90, band95: months.interval95, gap: value.gap,
        gapBand90: gap.interval90)
    }
    return LagCurve(points: points, z: z)
  }
}
