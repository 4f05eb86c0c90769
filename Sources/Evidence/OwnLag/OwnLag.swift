/// Months from a closed version's arrival until an open challenger had earned its place on one's own traffic.
public struct OwnLag: Codable, Hashable, Sendable {
  /// The use case; nil for all of them.
  public var useCase: String?
  /// Months by which half of the closed versions had been reached; those that wait count as long as they have waited
  /// (Kaplan and Meier 1958).
  public var months: Double
  /// Whether fewer than half have been reached, so that the months are a lower bound.
  public var isLowerBound: Bool
  /// 90 % interval of the median (Brookmeyer and Crowley 1982); nil where there are too few, and its upper end may be
  /// infinite.
  public var interval: ClosedRange<Double>?
  /// Closed versions that were reached and that still wait.
  public var reached: Int
  public var pending: Int
  /// The day up to which waiting ones have waited, in days since 1970-01-01.
  public var asOfDay: Int

  /// The lag over cases; nil of none. Reaching on the day of arrival or before counts as no lag, and what arrives later
  /// than `asOfDay` is left out.
  public init?(useCase: String?, cases: [OwnLagCase], asOfDay: Int) {
    let spans = cases.filter { $0.arrivedDay <= asOfDay }
      .map { entry in
        let reached = entry.reachedDay.flatMap { $0 <= asOfDay ? $0 : nil }
        let days = max(0, (reached ?? asOfDay) - entry.arrivedDay)
        return SurvivalCurve.Span(months: Double(days) / (365.25 / 12), isReached: reached != nil)
      }
    guard !spans.isEmpty else { return nil }
    let curve = SurvivalCurve(spans)
    self.useCase = useCase
    months = curve.median ?? curve.longest
    isLowerBound = curve.median == nil
    interval = curve.interval(z: 1.644_853_627)
    reached = spans.count { $0.isReached }
    pending = spans.count - reached
    self.asOfDay = asOfDay
  }

  /// A lag for each use case, by name, and one for all of them first.
  public static func table(_ cases: [OwnLagCase], asOfDay: Int) -> [OwnLag] {
    let groups = Dictionary(grouping: cases, by: \.useCase).sorted { $0.key < $1.key }
    return [OwnLag(useCase: nil, cases: cases, asOfDay: asOfDay)].compactMap { $0 }
      + groups.compactMap { OwnLag(useCase: $0.key, cases: $0.value, asOfDay: asOfDay) }
  }
}
