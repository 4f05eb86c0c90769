extension [UInt8] {
  /// Calls `body` with a view of the first `count` bytes.
  @inline(__always)
  func withView<Result>(_ count: Int, _ body: (ByteView) throws -> Result) rethrows -> Result {
    try withUnsafeBufferPointer {
      try body(ByteView(UnsafeBufferPointer(rebasing: $0[0..<Swift.min(count, $0.count)])))
    }
  }

  /// Calls `body` with a view of a range, as far as it is there.
  @inline(__always)
  func withView<Result>(_ range: Range<Int>, _ body: (ByteView) throws -> Result) rethrows -> Result {
    try withView(count) { try body($0[range]) }
  }

  /// Appends a copy of the bytes of a view.
  mutating func append(_ view: ByteView) { view.withBuffer { self.append(contentsOf: $0) } }
}
