extension JSONCursor {
  /// Moves past a number and returns where it lies.
  @inline(__always)
  mutating func number(in bytes: Span<UInt8>) throws(DialectError) -> Range<Int> {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position &+= 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position &+= 1
      if isDigit(in: bytes) { throw unexpected("expected no digit after a leading 0", in: bytes) }
    } else {
      try digits(in: bytes)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position &+= 1
      try digits(in: bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position &+= 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position &+= 1
      }
      try digits(in: bytes)
    }
    return start..<position
  }

  @inline(__always)
  private func isDigit(in bytes: Span<UInt8>) -> Bool {
    position < bytes.count && bytes[position] &- 0x30 < 10
  }

  @inline(__always)
  private mutating func digits(in bytes: Span<UInt8>) throws(DialectError) {
    guard isDigit(in: bytes) else { throw unexpected("expected a digit", in: bytes) }
    repeat { position &+= 1 } while isDigit(in: bytes)
  }

  /// Moves past `true` or `false`.
  @inline(__always)
  mutating func bool(in bytes: Span<UInt8>) throws(DialectError) -> Bool {
    if bytes[position] == UInt8(ascii: "t") {
      try literal("true", in: bytes)
      return true
    }
    try literal("false", in: bytes)
    return false
  }

  /// Moves past `null`.
  @inline(__always)
  mutating func null(in bytes: Span<UInt8>) throws(DialectError) { try literal("null", in: bytes) }

  @inline(__always)
  private mutating func literal(_ word: StaticString, in bytes: Span<UInt8>) throws(DialectError) {
    guard matches(word, in: bytes, at: position) else { throw unexpected("expected \(word)", in: bytes) }
    position &+= word.utf8CodeUnitCount
  }
}

/// Whether the bytes of `word` stand at `index`.
@inline(__always)
func matches(_ word: StaticString, in bytes: Span<UInt8>, at index: Int) -> Bool {
  let count = word.utf8CodeUnitCount
  guard index >= 0, count <= bytes.count &- index else { return false }
  // A literal's bytes live as long as the program, and `count` is theirs.
  let expected = unsafe UnsafeBufferPointer(start: word.utf8Start, count: count)
  for offset in 0..<count where unsafe bytes[index &+ offset] != expected[offset] { return false }
  return true
}

/// The integer that `range` spells, nil if it has a fraction, an exponent or does not fit.
func integer(in bytes: Span<UInt8>, at range: Range<Int>) -> Int? {
  guard range.upperBound <= bytes.count, !range.isEmpty else { return nil }
  let negative = bytes[range.lowerBound] == UInt8(ascii: "-")
  var value = 0
  for index in range.lowerBound &+ (negative ? 1 : 0)..<range.upperBound {
    let digit = bytes[index] &- 0x30
    guard digit < 10 else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(Int(digit))
    if overflow || carry { return nil }
    value = sum
  }
  return negative ? -value : value
}
