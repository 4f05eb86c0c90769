extension [UInt8] {
  /// Appends a copy of the bytes.
  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>) {
    // The pointer does not leave the closure, and the array copies from it.
    unsafe bytes.withUnsafeBufferPointer { buffer in unsafe self.append(contentsOf: buffer) }
  }

  /// Appends the bytes of a literal.
  @inline(__always)
  mutating func append(_ literal: StaticString) {
    // A literal's bytes live as long as the program.
    unsafe self.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends the UTF-8 of one scalar.
  mutating func append(scalar: Unicode.Scalar) {
    append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
  }
}
