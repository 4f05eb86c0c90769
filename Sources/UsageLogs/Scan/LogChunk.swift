/// A piece of a file that one worker reads: whole records, all with the same columns.
struct LogChunk: Sendable {
  /// Its place among all chunks of the run.
  var number = 0
  var file = LogFile("")
  var fileNumber = 0
  /// Nil where the file could not be read at all.
  var schema: FileSchema?
  /// Set in a file's first chunk.
  var detected: DetectedFormat?
  var bytes: [UInt8] = []
  var count = 0
  /// The row of its first byte.
  var firstRow = 1
  var rows = 0
  /// Rows before the first record.
  var leading = 0
  var records: [Range<Int>] = []
  /// Whether the last line has no end, because the file ends there.
  var endsUnterminated = false
  var endsFile = false
  /// What the reader found wrong.
  var problems: [LogProblem] = []
  /// The place behind it.
  var position = LogPosition(file: 0, path: "", offset: 0, row: 0)
  /// Bytes of the stored file used so far.
  var storedOffset: Int64 = 0
}
