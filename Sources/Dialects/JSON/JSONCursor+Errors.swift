extension JSONCursor {
  /// The error for the byte at the position, or for the end of the text.
  @inline(never)
  func unexpected(_ expected: String, in bytes: Span<UInt8>) -> DialectError {
    guard position < bytes.count else {
      return DialectError(
        .invalidJSON, bytes.isEmpty ? "the body is empty" : "\(expected), but the text ends", offset: bytes.count)
    }
    let byte = bytes[position]
    let found = byte > 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(hex(byte))"
    return DialectError(.invalidJSON, "\(expected), found \(found)", offset: position)
  }

  /// The error for one level of nesting too many.
  @inline(never)
  func tooDeep() -> DialectError {
    DialectError(.tooDeep, "nested deeper than \(maxDepth) levels", offset: position)
  }

  /// The error for a value of another type than `allowed` says.
  @inline(never)
  func wrongType(_ allowed: String, _ found: JSONKind) -> DialectError {
    DialectError(.wrongType, "must be \(allowed), not \(found.phrase)", offset: position)
  }

  private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
  }
}
