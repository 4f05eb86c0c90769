/// The mean daily lag and gap of a period, with intervals.
public struct PeriodLag: Hashable, Sendable {
  public var period: LagPeriod.Part
  /// Months (D3).
  public var lag: LagEstimate
  /// Points (D5).
  public var gap: LagEstimate
}

extension LagEstimator {
  /// The mean daily lag of each period of the window in which both sides have a model.
  public func periods(_ period: LagPeriod, z: Double) -> [PeriodLag] {
    let own = path(z: z)
    let paths = paths(z: z)
    return period.parts(of: window).compactMap { part in
      guard let mean = own.mean(part.days) else { return nil }
      let drawn = paths.map { $0.mean(part.days) }
      return PeriodLag(
        period: part, lag: LagEstimate(value: mean.months, draws: drawn.map { $0?.months }, count: mean.days),
        gap: LagEstimate(value: mean.gap, draws: drawn.map { $0?.gap }, count: mean.days))
    }
  }
}
