/// Lags on raw scores by kind of work, and by whether a benchmark's questions are published or held out.
public struct CategoryLags: Sendable {
  /// A kind of work for a pair.
  public struct Row: Sendable {
    /// The kind's name; `all`, or `public` and `private` for benchmarks by exposure.
    public var category: String
    public var pair: FrontierPair
    public var statistics: CrossingStatistics
    public var intervals: CrossingIntervals
  }

  /// By category, then by pair. Kinds without any crossing are left out.
  public var rows: [Row] = []

  /// Counts crossings of results; `seed` is for the intervals.
  public init(_ results: FrontierResults, _ categories: BenchmarkCategories, _ pairs: [FrontierPair], seed: UInt64) {
    var sets: [(name: String, benchmarks: Set<String>?)] = [("all", nil)]
    sets += BenchmarkExposure.allCases.map { ($0.rawValue, categories.benchmarks($0)) }
    sets += BenchmarkCategory.all.map { ($0.name, categories.benchmarks(in: $0)) }
    for set in sets {
      for pair in pairs {
        guard let crossings = results.crossings(pair, benchmarks: set.benchmarks) else { continue }
        let statistics = crossings.statistics
        guard statistics.points + statistics.pending > 0 else { continue }
        rows.append(
          Row(
            category: set.name, pair: pair, statistics: statistics, intervals: crossings.intervals(seed: seed)))
      }
    }
  }
}
