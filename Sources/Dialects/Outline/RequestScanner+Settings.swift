extension RequestScanner {
  /// Reads a top-level field other than the conversation.
  mutating func setting(_ field: RequestField, in body: Span<UInt8>) throws(DialectError) {
    let kind = try cursor.kind(in: body)
    let start = cursor.position
    switch field {
    case .stream: outline.stream = try optionalBool(in: body)
    case .maxTokens:
      noteMaximum(try optionalInteger(0...Self.largestTokenLimit, in: body))
      outline.maxTokensRange = start..<cursor.position
    case .maxCompletionTokens:
      noteMaximum(try optionalInteger(0...Self.largestTokenLimit, in: body))
      outline.maxCompletionTokensRange = start..<cursor.position
    case .choices:
      outline.choices = try optionalInteger(1...max(limits.choices, 1), in: body) ?? 1
      if outline.choices > 1 { outline.features.insert(.multipleChoices) }
    case .streamOptions:
      try streamOptions(kind, in: body)
      outline.streamOptionsRange = start..<cursor.position
    case .models:
      try cursor.skipValue(in: body)
      if kind != .null { outline.alternativeModelsRange = start..<cursor.position }
    case .metadata: try metadata(kind, in: body)
    case .serviceTier: outline.serviceTier = try optionalString(atMost: limits.tierBytes, in: body)
    case .speed where kind == .string: outline.speed = try optionalString(atMost: limits.tierBytes, in: body)
    case .inferenceGeo where kind == .string:
      outline.inferenceGeo = try optionalString(atMost: limits.tierBytes, in: body)
    case .webSearchOptions, .searchParameters, .plugins, .mcpServers: try serverTool(field, kind, in: body)
    case .tools, .functions: try tools(kind, in: body)
    case .logprobs:
      try feature(field, kind, in: body)
      outline.logprobsRange = start..<cursor.position
    default: try feature(field, kind, in: body)
    }
  }

  /// No provider's limit comes near, and sums of a few cannot overflow.
  private static let largestTokenLimit = 1 << 31

  private mutating func noteMaximum(_ value: Int?) {
    if let value { outline.maxOutputTokens = max(outline.maxOutputTokens ?? 0, value) }
  }

  mutating func optionalBool(in body: Span<UInt8>) throws(DialectError) -> Bool {
    switch try cursor.kind(in: body) {
    case .bool: return try cursor.bool(in: body)
    case .null:
      try cursor.null(in: body)
      return false
    case let kind: throw cursor.wrongType("true or false", kind)
    }
  }

  mutating func optionalInteger(
    _ allowed: ClosedRange<Int>, in body: Span<UInt8>
  ) throws(DialectError) -> Int? {
    switch try cursor.kind(in: body) {
    case .null:
      try cursor.null(in: body)
      return nil
    case .number:
      let range = try cursor.number(in: body)
      guard let value = integer(in: body, at: range), allowed.contains(value) else {
        throw DialectError(
          .invalidValue, "must be an integer from \(allowed.lowerBound) to \(allowed.upperBound)",
          offset: range.lowerBound)
      }
      return value
    case let kind: throw cursor.wrongType("an integer", kind)
    }
  }

  /// A string of so many bytes at most, or null: nothing is looked up by a longer one.
  mutating func optionalString(atMost limit: Int, in body: Span<UInt8>) throws(DialectError) -> String? {
    switch try cursor.kind(in: body) {
    case .null:
      try cursor.null(in: body)
      return nil
    case .string: return try limitedString(limit, in: body)
    case let kind: throw cursor.wrongType("a string", kind)
    }
  }

  mutating func limitedString(_ limit: Int, in body: Span<UInt8>) throws(DialectError) -> String {
    let string = try cursor.string(in: body)
    guard unescapedCount(body, string) <= limit else {
      throw DialectError(
        .invalidValue, "must not be longer than \(limit) bytes", offset: string.quoted.lowerBound)
    }
    return text(body, string)
  }
}
