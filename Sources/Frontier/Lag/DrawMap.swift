internal import Dispatch
internal import Synchronization

/// Does one thing for each draw, on all cores.
enum DrawMap {
  /// The results in the order of the draws, whatever the number of cores.
  static func map<Result: Sendable>(_ draws: [[Double]], _ body: @Sendable ([Double]) -> Result) -> [Result] {
    // Several draws at a time, so that taking the lock costs nothing beside them.
    let chunk = 16
    let chunks = (draws.count + chunk - 1) / chunk
    let results = Mutex([[Result]](repeating: [], count: chunks))
    DispatchQueue.concurrentPerform(iterations: chunks) { number in
      let own = draws[number * chunk..<min((number + 1) * chunk, draws.count)].map(body)
      results.withLock { $0[number] = own }
    }
    return results.withLock { $0.flatMap { $0 } }
  }
}
