internal import Dispatch
internal import Learning
internal import Synchronization

/// How often 95 % intervals contain a truth that is known, because series and frontiers were made from it.
public struct CoverageStudy: Sendable {
  /// What makes the intervals.
  public enum Method: Hashable, Sendable {
    case trend(TrendModel)
    /// Lines through all releases of two frontiers, or only through those that were records.
    case lines(recordsOnly: Bool)

    /// What a table calls it.
    public var name: String {
      switch self {
      case .trend(let model): model.name
      case .lines(let recordsOnly): recordsOnly ? "two lines through records" : "two lines through releases"
      }
    }

    /// Whether the method's assumptions hold under a truth. Where they do not, nothing is promised.
    public func holds(under shape: CoverageTruth.Shape) -> Bool {
      switch (self, shape) {
      case (.trend(.constant), .constant), (.trend(.linear), .constant), (.trend(.linear), .line), (.trend(.decay), _):
        true
      case (.lines(recordsOnly: false), .constant), (.lines(recordsOnly: false), .line): true
      default: false
      }
    }
  }

  /// Which series a row is about.
  public struct Case: Hashable, Sendable {
    public var truth: CoverageTruth
    public var method: Method
    /// Half-years in the series.
    public var periods: Int
    public var seed: UInt64

    public init(truth: CoverageTruth, method: Method, periods: Int, seed: UInt64) {
      self.truth = truth
      self.method = method
      self.periods = periods
      self.seed = seed
    }

    /// A seed that no other case shares, so that rows are independent of each other.
    fileprivate var mixedSeed: UInt64 {
      "\(truth.shape) \(truth.noise.name) \(method.name) \(periods) \(seed)".utf8
        .reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }

  /// How often something was covered among how many intervals.
  public struct Coverage: Hashable, Sendable {
    public internal(set) var covered = 0
    public internal(set) var of = 0

    /// The share of intervals that covered; nil of none.
    public var share: Double? { of > 0 ? Double(covered) / Double(of) : nil }

    mutating func count(_ isCovered: Bool?) {
      guard let isCovered else { return }
      of += 1
      if isCovered { covered += 1 }
    }
  }

  /// A case with its coverage.
  public struct Row: Hashable, Sendable {
    public var setting: Case
    /// The lag in the last period.
    public var lag = Coverage()
    /// The trend six months later.
    public var forecast = Coverage()
    /// What is measured six months later.
    public var measured = Coverage()
    /// The date at which the lag is at the threshold. If it never is: for a line, whether the band in the limit has the
    /// threshold; for a decay, whether "never" is left open.
    public var date = Coverage()
    /// Runs in which a date with two finite ends was found. If the truth is never, all of them are wrong.
    public var dated = Coverage()
    /// The date, among those runs.
    public var dateWhereGiven = Coverage()

    mutating func add(_ run: Run) {
      lag.count(run.lag)
      forecast.count(run.forecast)
      measured.count(run.measured)
      date.count(run.date)
      dated.count(run.dated)
      if run.dated == true { dateWhereGiven.count(run.dateWhereGiven) }
    }
  }

  /// What one run covered; nil where the method gives no interval.
  struct Run: Sendable {
    var lag: Bool?
    var forecast: Bool?
    var measured: Bool?
    var date: Bool?
    var dated: Bool?
    var dateWhereGiven: Bool?
  }

  /// The cases of the full study: all truths, four lengths, three sizes of noise, all methods.
  public static func cases(seeds: [UInt64] = [1, 2], lengths: [Int] = [6, 8, 12, 24]) -> [Case] {
    let methods =
      TrendModel.allCases.map { Method.trend($0) } + [.lines(recordsOnly: false), .lines(recordsOnly: true)]
    return seeds.flatMap { seed in
      CoverageTruth.Shape.allCases.flatMap { shape in
        methods.flatMap { method in
          CoverageTruth.Noise.all.flatMap { noise in
            lengths.map {
              Case(truth: CoverageTruth(shape: shape, noise: noise), method: method, periods: $0, seed: seed)
            }
          }
        }
      }
    }
  }

  /// Makes and measures `runs` series on all cores. The same seed gives the same row on any number of cores.
  public static func run(_ setting: Case, runs: Int = 1000) -> Row {
    let row = Mutex(Row(setting: setting))
    DispatchQueue.concurrentPerform(iterations: max(0, runs)) { index in
      var random = SplitMix64(seed: setting.mixedSeed, stream: index)
      let run =
        switch setting.method {
        case .trend(let model): measure(model, setting, &random)
        case .lines(let recordsOnly): measure(recordsOnly: recordsOnly, setting, &random)
        }
      row.withLock { $0.add(run) }
    }
    return row.withLock { $0 }
  }

  private static let level = 0.95

  private static func measure(_ model: TrendModel, _ setting: Case, _ random: inout SplitMix64) -> Run {
    let truth = setting.truth
    let series = truth.series(periods: setting.periods, &random)
    let last = 6 * Double(setting.periods - 1)
    let next = truth.measured(at: last + 6, &random).lag
    guard let fit = model.fit(series) else { return Run() }
    var run = Run(
      lag: fit.band(level, at: last, newPeriod: false).contains(truth.lag(at: last)),
      forecast: fit.band(level, at: last + 6, newPeriod: false).contains(truth.lag(at: last + 6)),
      measured: fit.band(level, at: last + 6).contains(next))
    guard let dates = ThresholdDates(fit, threshold: truth.threshold, level: level, horizon: 120) else { return run }
    if let date = truth.date {
      run.date = dates.covers(date) || dates.includesNever && dates.earliest.map { date >= $0 } ?? true
      run.dateWhereGiven = dates.covers(date)
    } else {
      run.date = model == .linear ? dates.includesInfinity : dates.includesNever
      run.dateWhereGiven = false
    }
    run.dated = dates.isBounded
    return run
  }

  private static func measure(recordsOnly: Bool, _ setting: Case, _ random: inout SplitMix64) -> Run {
    let truth = setting.truth
    let end = 6 * Double(setting.periods)
    let frontiers = truth.frontiers(periods: setting.periods, recordsOnly: recordsOnly, &random)
    guard let lines = FrontierLines(leaders: frontiers.leaders, followers: frontiers.followers) else { return Run() }
    return Run(
      lag: lines.contains(truth.lag(at: end), at: end, level: level),
      forecast: lines.contains(truth.lag(at: end + 6), at: end + 6, level: level),
      date: truth.date.map { lines.contains(truth.threshold, at: $0, level: level) }
        ?? lines.allowsEqualSpeeds(level: level))
  }
}
