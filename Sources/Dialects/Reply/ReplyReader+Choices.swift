extension ReplyReader {
  /// The `choices` of an OpenAI reply or chunk; returns how many there are.
  mutating func choices(_ cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(DialectError) -> Int {
    var count = 0
    var more = try cursor.openArray(in: bytes)
    while more {
      if try cursor.kind(in: bytes) == .object {
        try choice(position: count, &cursor, in: bytes)
      } else {
        try cursor.skipValue(in: bytes)
      }
      count &+= 1
      more = try cursor.nextElement(in: bytes)
    }
    return count
  }

  private mutating func choice(
    position: Int, _ cursor: inout JSONCursor, in bytes: Span<UInt8>
  ) throws(DialectError) {
    var index = position
    var isFinished = false
    var more = try cursor.openObject(in: bytes)
    while more {
      let field = try cursor.field(ReplyField.self, in: bytes)
      let kind = try cursor.kind(in: bytes)
      switch (field, kind) {
      case (.delta, .object), (.message, .object): try generated(&cursor, in: bytes)
      case (.text, .string): count(try cursor.string(in: bytes), in: bytes)
      case (.index, .number): index = integer(in: bytes, at: try cursor.number(in: bytes)) ?? index
      case (.finishReason, .string):
        let reason = try cursor.string(in: bytes)
        isFinished = !reason.range.isEmpty
        finish(reason, in: bytes)
      default: try cursor.skipValue(in: bytes)
      }
      more = try cursor.nextMember(in: bytes)
    }
    guard 0..<128 ~= index else {
      throw DialectError(.malformedStream, "a choice has the index \(index); indices go from 0 to 127")
    }
    let bit: UInt128 = 1 << UInt128(index)
    seenChoices |= bit
    if isFinished { finishedChoices |= bit }
  }
}
