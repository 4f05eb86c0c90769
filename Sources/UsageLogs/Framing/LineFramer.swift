/// Divides a file by its line ends.
struct LineFramer {
  func frame(_ bytes: ByteView, isEnd: Bool) -> Frame {
    var frame = Frame()
    frame.used = isEnd ? bytes.count : bytes.last(0x0A).map { $0 + 1 } ?? 0
    frame.rows = bytes[0..<frame.used].occurrences(of: 0x0A)
    if frame.used > 0, bytes[frame.used - 1] != 0x0A { frame.rows += 1 }
    return frame
  }
}
