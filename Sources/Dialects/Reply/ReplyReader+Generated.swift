extension ReplyReader {
  /// What a model generated: a delta, a message, or a content block, in either dialect.
  mutating func generated(_ cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(DialectError) {
    var isServerCall = false
    var name: JSONText?
    var more = try cursor.openObject(in: bytes)
    while more {
      let field = try cursor.field(ReplyField.self, in: bytes)
      let kind = try cursor.kind(in: bytes)
      switch (field, kind) {
      case (.type, .string):
        let type = try cursor.string(in: bytes)
        isServerCall =
          type.range.count == 15 && matches("server_tool_use", in: bytes, at: type.range.lowerBound)
      case (.name, .string): name = try cursor.string(in: bytes)
      case (.content, .string), (.text, .string), (.thinking, .string), (.partialJSON, .string), (.refusal, .string),
        (.reasoning, .string):
        count(try cursor.string(in: bytes), in: bytes)
      case (.content, .array), (.thinking, .array): try blocks(&cursor, in: bytes)
      case (.annotations, .array):
        let start = cursor.position
        try cursor.skipValue(in: bytes)
        if cursor.position &- start > 2 { citesWeb = true }
      case (.toolCalls, .array): try toolCalls(&cursor, in: bytes)
      case (.functionCall, .object): try call(&cursor, in: bytes)
      case (.input, .object): try input(&cursor, in: bytes)
      case (.usage, .object): try usage.read(&cursor, in: bytes)
      case (.stopReason, .string): finish(try cursor.string(in: bytes), in: bytes)
      default: try cursor.skipValue(in: bytes)
      }
      more = try cursor.nextMember(in: bytes)
    }
    if isServerCall, let name { serverCalls[usage.word(name, in: bytes), default: 0] &+= 1 }
  }

  /// Content blocks; recursion is bounded by the cursor's depth.
  mutating func blocks(_ cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(DialectError) {
    var more = try cursor.openArray(in: bytes)
    while more {
      if try cursor.kind(in: bytes) == .object {
        try generated(&cursor, in: bytes)
      } else {
        try cursor.skipValue(in: bytes)
      }
      more = try cursor.nextElement(in: bytes)
    }
  }

  private mutating func toolCalls(_ cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(DialectError) {
    var more = try cursor.openArray(in: bytes)
    while more {
      if try cursor.kind(in: bytes) == .object {
        try call(&cursor, in: bytes)
      } else {
        try cursor.skipValue(in: bytes)
      }
      more = try cursor.nextElement(in: bytes)
    }
  }

  /// One tool call or function call: its name and its arguments are generated.
  private mutating func call(_ cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(DialectError) {
    sawToolCall = true
    var more = try cursor.openObject(in: bytes)
    while more {
      let field = try cursor.field(ReplyField.self, in: bytes)
      let kind = try cursor.kind(in: bytes)
      switch (field, kind) {
      case (.function, .object): try call(&cursor, in: bytes)
      case (.name, .string), (.arguments, .string): count(try cursor.string(in: bytes), in: bytes)
      default: try cursor.skipValue(in: bytes)
      }
      more = try cursor.nextMember(in: bytes)
    }
  }

  /// The arguments of an Anthropic tool call, which come as JSON.
  private mutating func input(_ cursor: inout JSONCursor, in bytes: Span<UInt8>) throws(DialectError) {
    sawToolCall = true
    let start = cursor.position
    try cursor.skipValue(in: bytes)
    // A stream announces the block with `{}` and sends the arguments afterwards.
    if cursor.position &- start > 2 { generated.add(bytes.extracting(start..<cursor.position)) }
  }
}
