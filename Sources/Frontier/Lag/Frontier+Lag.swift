extension Frontier {
  /// A lag by one definition, with what it rests on.
  public struct Measurement: Hashable, Sendable {
    /// Months; nil where there is nothing to measure.
    public var months: Double?
    /// How many records, or days, the lag is over.
    public var count: Int
    /// Records that the other side has not reached by the end of the window, so that their time is not known yet.
    public var pending: Int
    /// Where there is no value but a lower bound of one: months.
    public var atLeast: Double?
  }

  /// Months by one definition; nil where there is nothing to measure. A negative lag means that the followers lead.
  public func lag(_ definition: LagDefinition, errors: DifferenceErrors? = nil) -> Double? {
    measure(definition, errors: errors).months
  }

  /// A lag by one definition, with the records or days behind it and those whose time is not known yet.
  public func measure(_ definition: LagDefinition, errors: DifferenceErrors? = nil) -> Measurement {
    switch definition {
    case .records:
      let own = followers.filter { window.contains($0.day) }
      let lags = own.compactMap { record in
        Self.reached(leaders, record.points).map { record.day.months(since: $0) }
      }
      return Measurement(months: Self.mean(lags), count: lags.count, pending: own.count - lags.count)
    case .levels:
      return Measurement(months: horizontal, count: followers.count + leaders.count, pending: standing)
    case .daily(let z):
      let mean = path(z: z, errors: errors).mean()
      return Measurement(months: mean?.months, count: mean?.days ?? 0, pending: standing)
    case .offset:
      let lines = parallelLines
      return Measurement(months: lines?.months, count: lines?.records ?? 0, pending: standing)
    case .catchUp:
      let times = catchUps
      let reached = times.filter(\.isReached).map(\.months)
      return Measurement(
        months: Self.mean(reached), count: reached.count, pending: times.count - reached.count,
        atLeast: reached.isEmpty ? times.map(\.months).max() : nil)
    case .catchUpMedian:
      let times = catchUps
      let survival = KaplanMeier(times)
      let median = survival.median
      return Measurement(
        months: median, count: times.count, pending: times.count { !$0.isReached },
        atLeast: median == nil ? survival.longest : nil)
    }
  }

  /// The vertical distance (D5): how many points the best leader is ahead, over the days on which both sides have a model.
  public var gap: (points: Double, days: Int)? {
    path(z: 0, errors: nil).mean().map { ($0.gap, $0.days) }
  }

  private var standing: Int {
    let best = followers.last?.points ?? -.infinity
    return leaders.count { window.contains($0.day) && $0.points > best }
  }

  private static func mean(_ numbers: [Double]) -> Double? {
    numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
  }
}
