/// Reads all files one after another as numbered chunks.
struct ChunkReader {
  private let files: [LogFile]
  private let options: LogOptions
  private var resume: LogPosition?
  private var reader: FileReader?
  private var fileNumber: Int
  private var number = 0
  private var isFirst = true

  /// A reader from the beginning or from a position.
  init(_ files: [LogFile], options: LogOptions, resuming position: LogPosition?) throws(LogError) {
    self.files = files
    self.options = options
    fileNumber = position?.file ?? 0
    resume = position
    guard let position else { return }
    guard position.file == files.count || files.indices.contains(position.file) else {
      throw LogError(.changedFile, "reading stopped in file \(position.file + 1), but \(files.count) files are given")
    }
    guard position.file < files.count else { return }
    guard files[position.file].path == position.path || position.path.isEmpty else {
      throw LogError(
        .changedFile, "reading stopped in \(position.path), which is not file \(position.file + 1) of those given")
    }
    // What stands in the way of going on is an error, not a problem of the file.
    reader = try FileReader(files[position.file], options: options, resuming: position)
    isFirst = position.offset == 0
  }

  /// The next chunk, nil behind the last.
  mutating func next() -> LogChunk? {
    guard fileNumber < files.count else { return nil }
    var chunk = readOne()
    chunk.number = number
    chunk.fileNumber = fileNumber
    chunk.position.file = fileNumber
    if isFirst { chunk.detected = reader?.detected }
    number += 1
    isFirst = false
    if chunk.endsFile {
      reader = nil
      fileNumber += 1
      isFirst = true
      chunk.position = LogPosition(
        file: fileNumber, path: fileNumber < files.count ? files[fileNumber].path : "", offset: 0, row: 0)
    }
    return chunk
  }

  private mutating func readOne() -> LogChunk {
    if let reader { return reader.next() }
    let file = files[fileNumber]
    do throws(LogError) {
      let opened = try FileReader(file, options: options)
      reader = opened
      return opened.next()
    } catch {
      var chunk = LogChunk()
      chunk.file = file
      chunk.endsFile = true
      let kind: LogProblemKind =
        switch error.code {
        case .unknownFormat: .unknownFormat
        case .damaged: .corruptStream
        default: .unreadableFile
        }
      chunk.problems = [LogProblem(kind, file: file.name, row: 0, found: error.found)]
      return chunk
    }
  }
}
