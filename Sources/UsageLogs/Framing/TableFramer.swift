/// Divides a table into records, whose quoted cells may hold line ends (RFC 4180).
///
/// A quote opens a cell only at the cell's beginning; anywhere else it is an ordinary character, so that a stray one
/// spoils no more than its own record.
struct TableFramer {
  let delimiter: UInt8

  func frame(_ bytes: ByteView, isEnd: Bool, isFull: Bool) -> Frame {
    var frame = Frame()
    while frame.used < bytes.count {
      switch end(bytes, from: frame.used) {
      case .at(let end): frame.used = end
      case .open:
        // A cell that never closes: its first line is given up.
        guard isEnd || isFull, frame.used == 0 else { return frame }
        frame.broken = .unbalancedQuote
        frame.used = bytes.first(0x0A, from: 0).map { $0 + 1 } ?? bytes.count
      case .missing:
        guard isEnd else { return frame }
        frame.used = bytes.count
      }
      frame.rows += 1
      if frame.broken != nil { break }
    }
    return frame
  }

  /// The end of a record: after its line end, none yet, or none because a quote is open.
  enum End: Equatable { case at(Int), missing, open }

  @inline(__always)
  func end(_ bytes: ByteView, from start: Int) -> End {
    var index = start
    while true {
      if bytes[index] == UInt8(ascii: "\"") {
        index &+= 1
        while true {
          guard let quote = bytes.first(UInt8(ascii: "\""), from: index) else { return .open }
          index = quote &+ 1
          guard bytes[index] == UInt8(ascii: "\"") else { break }
          index &+= 1
        }
      }
      index = bytes.either(delimiter, 0x0A, from: index)
      if index >= bytes.count { return .missing }
      index &+= 1
      if bytes[index &- 1] == 0x0A { return .at(index) }
    }
  }
}
