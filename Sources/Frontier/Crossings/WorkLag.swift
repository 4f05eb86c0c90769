/// How far followers are behind on a kind of work, for those who reckon with it: economics, gates and pages.
public struct WorkLag: Hashable, Sendable {
  /// The kind of work; nil for all of it.
  public var work: BenchmarkCategory?
  public var pair: FrontierPair
  /// Months until half of what leaders reach is reached too, with what is still pending as lower bounds.
  public var months: Double
  /// 90 % interval; nil where there are too few benchmarks for one, and its upper end may be infinite.
  public var interval: ClosedRange<Double>?
  /// Thresholds that both sides have reached, and those that leaders alone have.
  public var reached: Int
  public var pending: Int
  /// The release of the newest model that it rests on.
  public var asOf: Day
  /// Where the data are from.
  public var source: String

  public init(
    work: BenchmarkCategory?, pair: FrontierPair, months: Double, interval: ClosedRange<Double>?, reached: Int,
    pending: Int, asOf: Day, source: String
  ) {
    self.work = work
    self.pair = pair
    self.months = months
    self.interval = interval
    self.reached = reached
    self.pending = pending
    self.asOf = asOf
    self.source = source
  }
}

/// Where lags on kinds of work come from: public results, or one's own traffic.
public protocol LagSource: Sendable {
  /// The lag on a kind of work, or on all of it; nil where the data say nothing.
  func lag(on work: BenchmarkCategory?, _ pair: FrontierPair) -> WorkLag?
}

/// Lags from public benchmarks.
public struct PublicLags: LagSource {
  private let results: FrontierResults
  private let categories: BenchmarkCategories
  private let seed: UInt64

  public init(_ results: FrontierResults, _ categories: BenchmarkCategories, seed: UInt64) {
    self.results = results
    self.categories = categories
    self.seed = seed
  }

  public func lag(on work: BenchmarkCategory?, _ pair: FrontierPair) -> WorkLag? {
    let benchmarks = work.map { categories.benchmarks(in: $0) }
    guard let crossings = results.crossings(pair, benchmarks: benchmarks) else { return nil }
    let statistics = crossings.statistics
    guard let months = statistics.medianWithPending else { return nil }
    return WorkLag(
      work: work, pair: pair, months: months, interval: crossings.intervals(seed: seed).medianWithPending,
      reached: statistics.points, pending: statistics.pending, asOf: results.provenance.newest,
      source: results.provenance.source)
  }
}
