/// What a framer found in a piece of a file.
struct Frame {
  /// Bytes up to the end of the last whole record.
  var used = 0
  /// Rows that they hold.
  var rows = 0
  /// How many of them come before the first record.
  var leading = 0
  /// Where the records lie, for framings whose records are not told by line ends.
  var records: [Range<Int>] = []
  /// What is wrong with a row that was passed over; then there are no records.
  var broken: LogProblemKind?
  /// Whether the file ends within a record.
  var isTruncated = false
}
