public import Frontier

/// The incentive to leave closed models over time, past and forecast, for one use case and measure.
public struct DefectionCurve: Sendable {
  /// A month; the bands are 5, 50 and 95 % quantiles.
  public struct Point: Hashable, Sendable {
    public struct Band: Hashable, Sendable {
      public var lower: Double
      public var median: Double
      public var upper: Double
    }

    public var day: Day
    public var isForecast: Bool
    /// Dollars a month; below zero where leaving would cost more.
    public var dollars: Band
    /// As a share of what the closed option costs by the same measure.
    public var share: Band
  }

  public let useCase: String
  public let measure: DefectionMeasure
  /// By time: the past from dated prices, then the forecast from today on.
  public let points: [Point]
  private let start: Day
  private let past: PastIncentives
  private let forecast: DefectionForecast?
  private let horizon: Int

  /// Joins the past of a use case with its forecast.
  ///
  /// - Parameters:
  ///   - history: months with dated prices; those after `start` do not count.
  ///   - start: today, month 0 of the run.
  public init(
    _ work: FutureWork, _ measure: DefectionMeasure, history: [PastMonth], forecast run: FutureRun, start: Day,
    draws: Int = 2000
  ) throws(FutureInputError) {
    guard let place = run.rows.firstIndex(where: { $0.useCase == work.useCase }) else {
      throw FutureInputError(place: work.useCase, problem: "the run has no such use case; draw futures for it")
    }
    useCase = work.useCase
    self.measure = measure
    self.start = start
    horizon = run.horizon
    forecast = run.incentives[place]
    past = try PastIncentives(work, history, start: start, draws: draws, seed: run.seed)
    let before = zip(past.days, past.incentives).compactMap { day, draws -> Point? in
      guard day < start || run.incentives[place] == nil else { return nil }
      return Point(
        day: day, isForecast: false, dollars: Self.band(draws.map { $0.gain(measure) }),
        share: Self.band(draws.map { $0.share(measure) }))
    }
    let curve = run.incentives[place]?.curves.first { $0.measure == measure }
    let after = zip(curve?.dollars ?? [], curve?.shares ?? []).map { dollars, share in
      Point(
        day: Self.day(start, dollars.month), isForecast: true,
        dollars: Point.Band(lower: dollars.p5, median: dollars.p50, upper: dollars.p95),
        share: Point.Band(lower: share.p5, median: share.p50, upper: share.p95))
    }
    points = before + after
  }

  /// The date at which a threshold that the run was asked for is reached; its measure need not be the curve's.
  public func date(_ threshold: DefectionThreshold) -> DefectionDate {
    guard let forecast else { return .noBasis(.nothingToCompare) }
    guard let months = forecast.crossings.first(where: { $0.threshold == threshold })?.months else {
      return .noBasis(.notAsked)
    }
    guard let median = months.median else {
      return .unlikely(
        never: months.shareNever, horizon: horizon, earliest: months.earliest.map { Self.day(start, $0) })
    }
    guard median > 0 else { return .reached(since: since(threshold)) }
    return .date(
      DefectionDate.Estimate(
        day: Self.day(start, median), earliest: months.earliest.map { Self.day(start, $0) },
        latest: months.latest.map { Self.day(start, $0) }), never: months.shareNever)
  }

  /// When the past first reached it, by draws.
  private func since(_ threshold: DefectionThreshold) -> DefectionDate.Estimate? {
    let draws = past.incentives.first?.count ?? 0
    let firsts = (0..<draws).map { draw in
      past.incentives.firstIndex { threshold.isReached($0[draw]) } ?? past.days.count
    }.sorted()
    func place(_ share: Double) -> Int {
      firsts.isEmpty ? 0 : firsts[Int((share * Double(firsts.count - 1)).rounded())]
    }
    let (low, middle, high) = (place(0.05), place(0.5), place(0.95))
    guard middle > 0, middle < past.days.count else { return nil }
    return DefectionDate.Estimate(
      day: past.days[middle], earliest: low > 0 ? past.days[low] : nil,
      latest: high < past.days.count ? past.days[high] : start)
  }

  private static func band(_ values: [Double]) -> Point.Band {
    Point.Band(
      lower: Quantile.of(values, 0.05) ?? 0, median: Quantile.of(values, 0.5) ?? 0,
      upper: Quantile.of(values, 0.95) ?? 0)
  }

  private static func day(_ start: Day, _ month: Int) -> Day {
    Day(number: start.number + Int((Double(month) * Day.perMonth).rounded()))
  }
}
