internal import Dispatch
internal import Synchronization

/// Reads logs on all cores; what comes out does not depend on how many.
///
/// Each chunk of a file is read into a part of its own, and parts are merged in the order of the files, one at a time.
/// The memory it takes does not depend on the size of the files.
public struct LogScan: Sendable {
  /// The files, in order.
  public var files: [LogFile]
  /// How they are read.
  public var options: LogOptions
  /// The names met.
  public let names: LogNames
  /// How many chunks are read at a time.
  public var workers: Int

  /// A scan of files; `names` of an earlier run keep its numbers.
  public init(_ files: [LogFile], options: LogOptions = LogOptions(), names: LogNames = LogNames(), workers: Int? = nil)
  {
    self.files = files
    self.options = options
    self.names = names
    self.workers = min(max(1, workers ?? ProcessorCount.online), 256)
  }

  /// Reads all files, blocking the caller; it is one of the workers.
  ///
  /// - Parameters:
  ///   - checkpoint: where an earlier run stopped; nil begins anew.
  ///   - total: what parts are merged into; an earlier run's when going on.
  ///   - part: makes the part for one chunk.
  ///   - each: takes a call into its chunk's part; called on any worker. The call is reused: copy what is to stay.
  ///   - merge: takes a chunk's part into the total; called in the order of the files, never twice at a time.
  ///   - progress: called after each merge, with the total as it is; its answer can stop the run.
  public func run<Total: Sendable, Part: Sendable>(
    from checkpoint: LogCheckpoint? = nil, into total: Total, part: @Sendable () -> Part,
    each: @Sendable (inout Part, LoggedCall) -> Void, merge: @Sendable (inout Total, Part) -> Void,
    progress: @Sendable (LogProgress, Total) -> LogScanStep = { _, _ in .goOn }
  ) throws(LogError) -> LogScanOutcome<Total> {
    let reader = Mutex(try ChunkReader(files, options: options, resuming: checkpoint?.position))
    let merging = Mutex(OrderedMerge<Total, Part>(total, checkpoint, files, options))
    let isStopped = Atomic(false)
    // Parts that wait for an earlier one are bounded, however slow that one is.
    let room = DispatchSemaphore(value: 0)
    for _ in 0..<workers * 4 { room.signal() }
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var parser = ChunkParser(names: names, options: options)
      while true {
        room.wait()
        guard !isStopped.load(ordering: .relaxed), let chunk = reader.withLock({ $0.next() }) else {
          room.signal()
          break
        }
        var part = part()
        let result = parser.parse(chunk) { each(&part, $0) }
        let merged = merging.withLock { state in
          state.take(chunk, result, part, merge: merge, progress: progress)
        }
        if merged.isStopped { isStopped.store(true, ordering: .relaxed) }
        for _ in 0..<merged.count { room.signal() }
      }
    }
    return merging.withLock { $0.outcome }
  }
}
