/// The members of one kind of object that somebody looks for, by name.
protocol JSONField: RawRepresentable<UInt8> {
  /// The field whose name is the `count` bytes at `index`.
  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> Self?
}

extension JSONCursor {
  /// Moves past a key and its colon and tells the field, nil if nobody looks for it.
  ///
  /// A field that comes twice is refused, and so is one that differs in case only: servers disagree about
  /// which one counts, so the gateway could judge one request and the upstream serve another.
  @inline(__always)
  mutating func field<Field: JSONField>(
    _ type: Field.Type, seen: inout UInt64, in bytes: Span<UInt8>
  ) throws(DialectError) -> Field? {
    let key = try key(in: bytes)
    var found = key.hasEscapes ? nil : Field.named(in: bytes, at: key.range.lowerBound, count: key.range.count)
    if found == nil { found = try unusualField(type, key, in: bytes) }
    guard let field = found else { return nil }
    let bit: UInt64 = 1 << UInt64(field.rawValue)
    guard seen & bit == 0 else { throw duplicate(key, in: bytes) }
    seen |= bit
    return field
  }

  /// Moves past a key and its colon and tells the field, nil if nobody looks for it.
  ///
  /// For what upstreams send: nothing is refused, and the last of several counts.
  @inline(__always)
  mutating func field<Field: JSONField>(
    _ type: Field.Type, in bytes: Span<UInt8>
  ) throws(DialectError) -> Field? {
    let key = try key(in: bytes)
    guard key.hasEscapes else {
      return Field.named(in: bytes, at: key.range.lowerBound, count: key.range.count)
    }
    var name: [UInt8] = []
    unescape(bytes, range: key.range, into: &name)
    return Field.named(in: name.span, at: 0, count: name.count)
  }

  /// The field of a key that is not spelled plainly.
  @inline(__always)
  private func unusualField<Field: JSONField>(
    _ type: Field.Type, _ key: JSONText, in bytes: Span<UInt8>
  ) throws(DialectError) -> Field? {
    for index in key.range where isUnusual(bytes[index]) { return try foldedField(type, key, in: bytes) }
    return nil
  }

  @inline(__always)
  private func isUnusual(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "\\") || byte &- UInt8(ascii: "A") < 26
  }

  @inline(never)
  private func foldedField<Field: JSONField>(
    _ type: Field.Type, _ key: JSONText, in bytes: Span<UInt8>
  ) throws(DialectError) -> Field? {
    var name: [UInt8] = []
    unescape(bytes, range: key.range, into: &name)
    if let field = Field.named(in: name.span, at: 0, count: name.count) { return field }
    let folded = caseFolded(name)
    guard Field.named(in: folded.span, at: 0, count: folded.count) != nil else { return nil }
    throw DialectError(
      .ambiguousField,
      "differs from '\(String(decoding: folded, as: UTF8.self))' in case only; servers disagree about such a key, "
        + "so write it in lower case",
      offset: key.quoted.lowerBound, parameter: String(decoding: name, as: UTF8.self))
  }

  @inline(never)
  private func duplicate(_ key: JSONText, in bytes: Span<UInt8>) -> DialectError {
    DialectError(
      .ambiguousField, "is given twice; servers disagree about which one counts, so give it once",
      offset: key.quoted.lowerBound, parameter: text(bytes, key))
  }
}

/// Lower case as servers that ignore case see it: ASCII, and the two letters beyond it that fold into ASCII.
private func caseFolded(_ name: [UInt8]) -> [UInt8] {
  var folded: [UInt8] = []
  for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
    switch scalar {
    case "\u{017F}": folded.append(UInt8(ascii: "s"))
    case "\u{212A}": folded.append(UInt8(ascii: "k"))
    case "A"..."Z": folded.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
    default: folded.append(scalar: scalar)
    }
  }
  return folded
}

/// The text of a JSON string that a cursor has passed.
func text(_ bytes: Span<UInt8>, _ string: JSONText) -> String {
  guard string.hasEscapes else {
    // The pointer does not leave the closure, and the string copies from it.
    return unsafe bytes.extracting(string.range).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }
  var utf8: [UInt8] = []
  unescape(bytes, range: string.range, into: &utf8)
  return String(decoding: utf8, as: UTF8.self)
}
