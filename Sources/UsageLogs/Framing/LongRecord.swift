/// The rest of a record that is longer than the limit, passed over in constant memory.
struct LongRecord {
  private let framing: LogFraming
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// Bytes passed over.
  private(set) var size: Int64 = 0

  init(_ framing: LogFraming) { self.framing = framing }

  /// Passes over bytes: how many belong to the record, and whether it ended in them.
  mutating func skip(_ bytes: ByteView) -> (count: Int, ended: Bool) {
    let end: Int?
    switch framing {
    case .document: end = endOfValue(bytes)
    // A table's record goes on in its next line; an open quote has proved to be none.
    case .lines, .table, .dump: end = bytes.first(0x0A, from: 0).map { $0 + 1 }
    }
    size += Int64(end ?? bytes.count)
    return (end ?? bytes.count, end != nil)
  }

  private mutating func endOfValue(_ bytes: ByteView) -> Int? {
    var index = 0
    while index < bytes.count {
      if isEscaped {
        isEscaped = false
        index += 1
        continue
      }
      if isInString {
        index = bytes.quoteOrBackslash(from: index)
        guard index < bytes.count else { return nil }
        isEscaped = bytes[index] == UInt8(ascii: "\\")
        isInString = isEscaped
        index += 1
        if !isInString, depth == 0 { return index }
        continue
      }
      index = bytes.structure(from: index)
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      default: depth -= 1
      }
      index += 1
      if depth <= 0, !isInString { return index }
    }
    return nil
  }
}
