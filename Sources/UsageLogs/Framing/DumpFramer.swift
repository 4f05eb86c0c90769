/// Finds the rows of spend logs in a plain PostgreSQL dump.
struct DumpFramer {
  /// Columns of the COPY block that is open, or of the statements met last.
  private(set) var columns: [String]
  /// Where the next line lies.
  enum Place: String, Codable { case outside = "", copy = "copy", other = "other" }
  private(set) var place: Place
  /// Whether the records of the last frame are INSERT statements.
  private(set) var isInsert = false

  init(place: Place = .outside, columns: [String] = []) {
    self.place = place
    self.columns = columns
  }

  mutating func frame(_ bytes: ByteView, isEnd: Bool) -> Frame {
    var frame = Frame()
    while frame.used < bytes.count {
      let newline = bytes.first(0x0A, from: frame.used)
      guard newline != nil || isEnd else { break }
      let end = newline ?? bytes.count
      if newline == nil, place == .copy, !bytes[frame.used..<end].matches("\\.") {
        // The file ends within a row, and what is there of it may look whole.
        frame.used = bytes.count
        break
      }
      guard line(bytes, frame.used..<end, &frame) else { break }
      frame.used = min(end + 1, bytes.count)
      frame.rows += 1
      if frame.broken != nil { break }
    }
    if isEnd, frame.used >= bytes.count, place != .outside { frame.isTruncated = true }
    return frame
  }

  // Takes a line; false if it belongs to the next frame, because all records of one have the same columns and
  // follow one another.
  private mutating func line(_ bytes: ByteView, _ range: Range<Int>, _ frame: inout Frame) -> Bool {
    let line = bytes[range].trimmedEnd
    if place == .copy, !line.matches("\\.") {
      isInsert = false
      frame.records.append(range.lowerBound..<range.lowerBound + line.count)
      return true
    }
    if place == .outside, line.hasPrefix("INSERT INTO "), Self.isSpendLogs(line[0..<200]) {
      guard let names = DumpStatement.insertColumns(line) else {
        guard frame.records.isEmpty else { return false }
        frame.broken = .malformedRecord
        return true
      }
      guard frame.records.isEmpty || names == columns else { return false }
      columns = names
      isInsert = true
      frame.records.append(range)
      return true
    }
    guard frame.records.isEmpty else { return false }
    if place != .outside {
      if line.matches("\\.") { place = .outside }
    } else if line.hasPrefix("COPY "), let names = DumpStatement.copyColumns(line) {
      place = Self.isSpendLogs(line[0..<200]) ? .copy : .other
      columns = names
    }
    frame.leading += 1
    return true
  }

  /// Whether the beginning of a statement names the table.
  static func isSpendLogs(_ text: ByteView) -> Bool { text.string.contains("LiteLLM_SpendLogs\"") }
}

extension ByteView {
  /// The bytes without a carriage return at the end.
  var trimmedEnd: ByteView { self[count - 1] == 0x0D ? self[0..<count - 1] : self }
}
