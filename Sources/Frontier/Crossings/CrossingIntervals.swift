internal import Learning

/// Intervals of 90 % for what crossings come to.
public struct CrossingIntervals: Sendable {
  /// Months.
  public var mean: ClosedRange<Double>?
  public var median: ClosedRange<Double>?
  public var medianWithPending: ClosedRange<Double>?
  /// Months a year.
  public var trend: ClosedRange<Double>?
}

extension ThresholdCrossings {
  /// Resamples in two stages: benchmarks, then crossings of each drawn benchmark.
  ///
  /// Crossings of a benchmark share its quirks and its models, so drawing crossings alone makes intervals too narrow
  /// (Davison and Hinkley 1997, §3.8, for two stages). The choice of categories is not in them. There are none for fewer
  /// than `fewestBenchmarks` benchmarks, and the upper bound of the median with pending ones may be infinite.
  public func intervals(draws: Int = 2000, seed: UInt64) -> CrossingIntervals {
    let groups = byBenchmark
    let withPoints = groups.filter { !$0.points.isEmpty }
    guard withPoints.count >= Self.fewestBenchmarks else { return CrossingIntervals() }
    let samples = Self.samples(withPoints, draws, seed)
    // Where fewer than half are reached the median lies beyond what has been seen, not at nothing.
    let waiting = Self.samples(groups, draws, seed).map { $0.medianWithPending ?? .infinity }
    return CrossingIntervals(
      mean: Quantile.interval(samples.compactMap(\.mean)), median: Quantile.interval(samples.compactMap(\.median)),
      medianWithPending: Self.interval(waiting), trend: Quantile.interval(samples.compactMap(\.trend)))
  }

  /// With fewer benchmarks their spread cannot be known, and resampling them would feign precision.
  public static let fewestBenchmarks = 3

  private var byBenchmark: [Sample] {
    let numbers = Set(reached.map(\.benchmark) + pending.map(\.benchmark) + ahead.map(\.benchmark)).sorted()
    return numbers.map { number in
      Sample(
        reached.filter { $0.benchmark == number }, pending: pending.filter { $0.benchmark == number },
        ahead: ahead.filter { $0.benchmark == number })
    }
  }

  private static func samples(_ groups: [Sample], _ draws: Int, _ seed: UInt64) -> [Sample] {
    guard !groups.isEmpty, draws > 0 else { return [] }
    var random = SplitMix64(seed: seed)
    return (0..<draws).map { _ in
      var sample = Sample()
      for _ in groups.indices { groups[Int.random(in: groups.indices, using: &random)].draw(into: &sample, &random) }
      return sample
    }
  }

  /// The 5 % and 95 % of draws that may be unbounded.
  private static func interval(_ draws: [Double]) -> ClosedRange<Double>? {
    let sorted = draws.sorted()
    guard let last = sorted.indices.last else { return nil }
    return sorted[Int(0.05 * Double(last))]...sorted[Int((0.95 * Double(last)).rounded(.up))]
  }
}

extension ThresholdCrossings.Sample {
  /// Draws as many crossings of a benchmark as it has, of each state.
  func draw(into sample: inout Self, _ random: inout some RandomNumberGenerator) {
    for _ in points.indices { sample.points.append(points[Int.random(in: points.indices, using: &random)]) }
    for _ in pending.indices { sample.pending.append(pending[Int.random(in: pending.indices, using: &random)]) }
    for _ in ahead.indices { sample.ahead.append(ahead[Int.random(in: ahead.indices, using: &random)]) }
  }
}
