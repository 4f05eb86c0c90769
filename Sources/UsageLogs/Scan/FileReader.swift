/// Reads one file chunk by chunk, in constant memory.
final class FileReader {
  /// Bytes by which the format is told.
  private static let sampleSize = 256 << 10

  let file: LogFile
  let detected: DetectedFormat
  private let options: LogOptions
  private let plain: PlainBytes
  private var schema: FileSchema
  private var framer: Framer
  private var buffer: [UInt8]
  private var start = 0
  private var filled = 0
  private var isEnd = false
  private var row = 0
  private var offset: Int64 = 0
  private let fingerprint: UInt64
  private var problems: [LogProblem] = []

  /// Opens a file and tells its format; goes on at `position` if there is one.
  init(_ file: LogFile, options: LogOptions, resuming position: LogPosition? = nil) throws(LogError) {
    self.file = file
    self.options = options
    plain = try PlainBytes(file)
    buffer = [UInt8](repeating: 0, count: options.chunkSize)
    let sample = plain.peek(Self.sampleSize)
    if sample.isEmpty, let failure = plain.failure {
      throw LogError(.damaged, "\(file.name) cannot be read: \(failure.found)", found: failure.found)
    }
    fingerprint = sample.withView(4096) { ByteHash.hash($0) }
    let compression = plain.compression
    let found = sample.withView(sample.count) { Self.detect($0, compression, file, options) }
    let result = try found.get()
    detected = result.detected
    schema = result.schema
    framer = Framer(detected.framing, resuming: position?.context)
    row = result.headingRows
    try go(to: Int64(result.start + result.heading))
    if let position, position.offset > 0 { try resume(position) }
  }

  private static func detect(
    _ sample: ByteView, _ compression: Compression, _ file: LogFile, _ options: LogOptions
  ) -> Result<LogDetection.Result, LogError> {
    do throws(LogError) {
      return .success(
        try LogDetection.detect(sample, compression: compression, file: file, options: options))
    } catch {
      return .failure(error)
    }
  }

  private func resume(_ position: LogPosition) throws(LogError) {
    guard fingerprint == position.fingerprint, detected.format == position.format else {
      throw LogError(.changedFile, "\(file.name) is not the file that reading stopped in; start anew")
    }
    try go(to: position.offset)
    row = position.row
  }

  private func go(to target: Int64) throws(LogError) {
    guard plain.skip(to: target) else {
      throw LogError(.changedFile, "\(file.name) is shorter than when reading stopped in it; start anew")
    }
    offset = target
  }

  /// Bytes of the stored file used so far.
  var storedOffset: Int64 { plain.storedOffset }

  /// The next chunk; the last one says that it ends the file.
  func next() -> LogChunk {
    while true {
      fill()
      let isFull = filled - start >= options.recordLimit
      let frame = buffer.withView(start..<filled) { framer.frame($0, isEnd: isEnd, isFull: isFull) }
      if let broken = frame.broken {
        note(broken, row + frame.rows)
        advance(frame)
      } else if frame.used > 0 || isEnd {
        return chunk(frame)
      } else if isFull {
        skipLongRecord()
      } else {
        grow()
      }
      if isEnd, start == filled { return chunk(Frame()) }
    }
  }

  // Moves what is left to the front and fills up.
  private func fill() {
    guard !isEnd, filled < buffer.count || start > 0 else { return }
    let (start, filled) = (start, filled)
    let plain = plain
    let added = buffer.withUnsafeMutableBufferPointer { room in
      if start > 0, filled > start {
        room.baseAddress.map { $0.update(from: $0 + start, count: filled - start) }
      }
      return plain.read(into: UnsafeMutableBufferPointer(rebasing: room[(filled - start)...]))
    }
    self.start = 0
    self.filled = filled - start + added
    isEnd = self.filled < buffer.count
  }

  private func grow() {
    let size = min(buffer.count * 2, max(options.recordLimit, buffer.count + 1))
    buffer += [UInt8](repeating: 0, count: size - buffer.count)
  }

  private func advance(_ frame: Frame) {
    start += frame.used
    offset += Int64(frame.used)
    row += frame.rows
  }

  private func note(_ kind: LogProblemKind, _ row: Int, _ found: String = "") {
    problems.append(LogProblem(kind, file: file.name, row: row, found: found))
  }

  private func skipLongRecord() {
    var long = LongRecord(detected.framing)
    while true {
      let (count, ended) = buffer.withView(start..<filled) { long.skip($0) }
      start += count
      offset += Int64(count)
      if ended || isEnd { break }
      fill()
    }
    row += 1
    note(.recordTooLong, row, "\(long.size) bytes; the limit is \(options.recordLimit)")
  }

  private func chunk(_ frame: Frame) -> LogChunk {
    var chunk = LogChunk()
    chunk.file = file
    chunk.firstRow = row + 1
    chunk.rows = frame.rows
    chunk.leading = frame.leading
    chunk.schema = dumpSchema() ?? schema
    take(frame, into: &chunk)
    chunk.endsFile = isEnd && start == filled
    chunk.endsUnterminated = chunk.endsFile && chunk.count > 0 && chunk.bytes[chunk.count - 1] != 0x0A
    if frame.isTruncated { note(.truncatedRecord, row + (chunk.records.isEmpty ? 1 : 0)) }
    if chunk.endsFile, let failure = plain.failure { note(failure.kind, row, failure.found) }
    chunk.problems = problems
    problems = []
    chunk.position = LogPosition(
      file: 0, path: file.path, offset: offset, row: row, format: detected.format, fingerprint: fingerprint,
      context: framer.context)
    chunk.storedOffset = storedOffset
    return chunk
  }

  // The chunk gets the buffer, and what is left goes to the front of a new one.
  private func take(_ frame: Frame, into chunk: inout LogChunk) {
    let end = start + frame.used
    let rest = filled - end
    if start == 0, frame.used * 2 > buffer.count {
      var next = [UInt8](repeating: 0, count: max(options.chunkSize, rest))
      next.replaceSubrange(0..<rest, with: buffer[end..<filled])
      chunk.bytes = buffer
      buffer = next
      start = 0
      filled = rest
    } else {
      chunk.bytes = Array(buffer[start..<end])
      start = end
    }
    chunk.count = frame.used
    chunk.records = frame.records
    offset += Int64(frame.used)
    row += frame.rows
  }

  // The columns of a dump are those of the block that the records are in.
  private func dumpSchema() -> FileSchema? {
    guard case .dump(let framer) = framer else { return nil }
    if schema.heading != framer.columns || schema.isInsert != framer.isInsert {
      schema = FileSchema(schema.table, .dump, heading: framer.columns, isInsert: framer.isInsert)
    }
    return schema
  }
}
