internal import Learning

/// Runs of a simulation side by side, each with random numbers of its own, so that workers do not change results.
enum Runs {
  static func map<Result: Sendable>(
    _ count: Int, options: StudyOptions, cell: Int, _ run: @escaping @Sendable (inout SplitMix64) -> Result
  ) async -> [Result] {
    let seed = options.seed &+ UInt64(truncatingIfNeeded: cell) &* 0x1_0000_0001
    let workers = min(options.workers, count)
    return await withTaskGroup(of: (Int, [Result]).self) { group in
      for worker in 0..<workers {
        let range = worker * count / workers..<(worker + 1) * count / workers
        group.addTask {
          (
            worker,
            range.map { number in
              var random = SplitMix64(seed: seed, stream: number)
              return run(&random)
            }
          )
        }
      }
      var parts = [[Result]](repeating: [], count: workers)
      for await (worker, part) in group { parts[worker] = part }
      return parts.flatMap { $0 }
    }
  }
}

extension SplitMix64 {
  /// A number in 0..<1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// The mean and quantiles of a sample.
package struct Sample: Sendable {
  let sorted: [Double]

  package init(_ values: [Double]) { sorted = values.sorted() }

  package var mean: Double { sorted.isEmpty ? .nan : sorted.reduce(0, +) / Double(sorted.count) }

  var deviation: Double {
    guard sorted.count > 1 else { return 0 }
    return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sorted.count - 1)).squareRoot()
  }

  /// The mean's; 0 of nothing.
  package var standardError: Double { sorted.isEmpty ? 0 : deviation / Double(sorted.count).squareRoot() }

  package var count: Int { sorted.count }

  package func quantile(_ share: Double) -> Double? {
    guard !sorted.isEmpty else { return nil }
    return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }
}
