internal import Synchronization

extension FuturesModel {
  /// Draws `count` futures, `workers` at a time. The same seed gives the same numbers with any number of workers.
  ///
  /// - Parameter progress: is told after each chunk how many futures are done, from any worker.
  /// - Throws: `CancellationError` soon after the task is cancelled.
  public func run(
    count: Int, workers: Int, chunk: Int = 512, progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
  ) async throws -> FutureRun {
    try FutureInput.number(Double(count), 1...10_000_000, "futures")
    let queue = ChunkQueue(count: count, chunk: max(1, chunk))
    let tally = try await withThrowingTaskGroup(of: FuturesTally.self) { group in
      for _ in 0..<max(1, min(workers, count)) {
        group.addTask {
          var tally = FuturesTally(shape)
          var walker = FutureWalker(self)
          while let futures = queue.next() {
            try Task.checkCancellation()
            walker.walk(futures, into: &tally)
            progress(queue.finish(futures.count))
            await Task.yield()
          }
          return tally
        }
      }
      var all = try await group.next() ?? FuturesTally(shape)
      for try await tally in group { all.merge(tally) }
      return all
    }
    return FutureRun(self, tally)
  }

  /// Hands out ranges of futures to workers.
  private final class ChunkQueue: Sendable {
    private let count: Int
    private let chunk: Int
    private let taken = Atomic(0)
    private let done = Atomic(0)

    init(count: Int, chunk: Int) {
      self.count = count
      self.chunk = chunk
    }

    func next() -> Range<Int>? {
      let start = taken.wrappingAdd(1, ordering: .relaxed).oldValue * chunk
      return start < count ? start..<min(count, start + chunk) : nil
    }

    func finish(_ futures: Int) -> Int { done.wrappingAdd(futures, ordering: .relaxed).newValue }
  }
}
