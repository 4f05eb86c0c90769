internal import Catalog

/// Merges parts in the order of their chunks, whatever order they come in.
struct OrderedMerge<Total: Sendable, Part: Sendable>: Sendable {
  private struct Waiting: Sendable {
    var chunk: LogChunk
    var result: ChunkResult
    var part: Part
  }

  private var total: Total
  private var summary: LogSummary
  private var position: LogPosition
  private var waiting: [Int: Waiting] = [:]
  private var next = 0
  private var isStopped = false
  private let fileCount: Int
  private var storedBefore: Int64 = 0
  private let storedInAll: Int64?
  private let sizes: [Int64]

  init(_ total: Total, _ checkpoint: LogCheckpoint?, _ files: [LogFile], _ options: LogOptions) {
    self.total = total
    summary = checkpoint?.summary ?? LogSummary(examplesPerKind: options.examplesPerKind)
    position = checkpoint?.position ?? LogPosition(file: 0, path: files.first?.path ?? "", offset: 0, row: 0)
    fileCount = files.count
    let known = files.map(\.storedSize)
    sizes = known.map { $0 ?? 0 }
    storedInAll = known.contains(nil) ? nil : sizes.reduce(0, +)
    storedBefore = sizes.prefix(position.file).reduce(0, +)
  }

  /// Takes a part and merges all that are next: how many, and whether the run is to stop.
  mutating func take(
    _ chunk: LogChunk, _ result: ChunkResult, _ part: Part, merge: (inout Total, Part) -> Void,
    progress: (LogProgress, Total) -> LogScanStep
  ) -> (count: Int, isStopped: Bool) {
    var kept = chunk
    kept.bytes = []
    kept.records = []
    waiting[chunk.number] = Waiting(chunk: kept, result: result, part: part)
    var count = 0
    while let item = waiting.removeValue(forKey: next) {
      count += 1
      next += 1
      // What comes behind the place where the run was stopped is for the next run.
      guard !isStopped else { continue }
      merge(&total, item.part)
      account(item.chunk, item.result)
      if progress(report(item.chunk), total) == .stop { isStopped = true }
    }
    return (count, isStopped)
  }

  private mutating func account(_ chunk: LogChunk, _ result: ChunkResult) {
    while summary.files.count <= chunk.fileNumber { summary.files.append(LogSummary.File(path: chunk.file.path)) }
    var file = summary.files[chunk.fileNumber]
    if let detected = chunk.detected { file.detected = detected }
    file.rows += chunk.rows + chunk.problems.count { $0.kind == .recordTooLong || $0.kind == .unbalancedQuote }
    file.calls += result.calls
    let passedOver = chunk.problems.count { $0.kind.effect == .leftOut }
    file.leftOut += result.leftOut + passedOver
    file.notCalls += result.notCalls
    if file.misfits == 0 { file.firstMisfit = result.firstMisfit }
    let isFirstMisfit = file.misfits == 0 && result.misfits > 0
    file.misfits += result.misfits
    file.bytes = chunk.endsFile ? file.bytes + Int64(chunk.count) : chunk.position.offset
    for problem in chunk.problems { summary.problems.add(problem.kind) { problem } }
    summary.problems.merge(result.problems)
    summary.costOfRowsLeftOut += result.leftOutCost
    if isFirstMisfit { file.likeness = result.likeness }
    if chunk.endsFile { end(&file, chunk) }
    summary.files[chunk.fileNumber] = file
    position = chunk.position
  }

  private mutating func end(_ file: inout LogSummary.File, _ chunk: LogChunk) {
    file.isComplete = !chunk.problems.contains { $0.kind.effect == .fileCut }
    storedBefore += sizes.indices.contains(chunk.fileNumber) ? sizes[chunk.fileNumber] : 0
    let records = file.calls + file.leftOut + file.notCalls
    guard file.misfits * 2 > records else { return }
    let found = "\(file.misfits) of \(records) records" + (file.likeness.map { "; the first is \($0)" } ?? "")
    summary.problems.add(.wrongFormat) {
      LogProblem(.wrongFormat, file: chunk.file.name, row: file.firstMisfit, found: found)
    }
  }

  private func report(_ chunk: LogChunk) -> LogProgress {
    LogProgress(
      file: chunk.file, fileNumber: chunk.fileNumber, detected: chunk.detected,
      storedBytes: chunk.endsFile ? storedBefore : storedBefore + chunk.storedOffset, storedBytesInAll: storedInAll,
      rows: summary.files.reduce(0) { $0 + $1.rows }, calls: summary.calls,
      checkpoint: LogCheckpoint(position: position, summary: summary))
  }

  /// What the run came to.
  var outcome: LogScanOutcome<Total> {
    LogScanOutcome(
      total: total, checkpoint: LogCheckpoint(position: position, summary: summary),
      isComplete: position.file == fileCount)
  }
}
