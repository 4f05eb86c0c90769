internal import Glibc

/// Bytes that somebody else keeps alive: a chunk of a file, or an arena until its next reset.
///
/// Reading outside of them gives 0, so that no input can trap or read what is not there. A view lives no longer than
/// the row that it is read for.
struct ByteView {
  private let base: UnsafePointer<UInt8>?
  /// How many bytes there are.
  let count: Int

  /// The bytes of a buffer.
  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    base = buffer.baseAddress
    count = buffer.baseAddress == nil ? 0 : buffer.count
  }

  private init(base: UnsafePointer<UInt8>?, count: Int) {
    self.base = base
    self.count = count
  }

  /// No bytes.
  static var empty: ByteView { ByteView(base: nil, count: 0) }

  /// Whether there are none.
  var isEmpty: Bool { count == 0 }

  /// The byte at an index, 0 outside.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    guard let base, UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
    return base[index]
  }

  /// The bytes of a range, as far as they are there.
  @inline(__always)
  subscript(range: Range<Int>) -> ByteView {
    let lower = min(max(0, range.lowerBound), count)
    let upper = min(max(lower, range.upperBound), count)
    return ByteView(base: base.map { $0 + lower }, count: upper &- lower)
  }

  /// Eight bytes from an index as a little-endian word, zeros beyond the end.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    if let base, index >= 0, index &+ 8 <= count {
      return UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
    }
    var word: UInt64 = 0
    var offset = 0
    while offset < 8, index &+ offset < count {
      word |= UInt64(self[index &+ offset]) << (8 * UInt64(offset))
      offset &+= 1
    }
    return word
  }

  /// Sixteen bytes from an index, nil where fewer are left.
  @inline(__always)
  func block(at index: Int) -> SIMD16<UInt8>? {
    guard let base, index >= 0, index &+ 16 <= count else { return nil }
    return UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
  }

  /// The first index from `start` that holds a byte, nil if none does.
  @inline(__always)
  func first(_ byte: UInt8, from start: Int) -> Int? {
    guard let base, start >= 0, start < count, let hit = memchr(base + start, Int32(byte), count &- start) else {
      return nil
    }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
  }

  /// The last index that holds a byte, nil if none does.
  func last(_ byte: UInt8) -> Int? {
    var index = count &- 1
    while index >= 0, self[index] != byte { index &-= 1 }
    return index < 0 ? nil : index
  }

  /// Whether the bytes are those of another view.
  @inline(__always)
  func equals(_ other: ByteView) -> Bool {
    guard count == other.count else { return false }
    guard let base, let otherBase = other.base else { return true }
    return memcmp(base, otherBase, count) == 0
  }

  /// Calls `body` with the bytes as a buffer.
  @inline(__always)
  func withBuffer<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: base, count: count))
  }
}
