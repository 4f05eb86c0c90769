/// One pass over a request body that fills an outline.
struct RequestScanner {
  var outline: RequestOutline
  var cursor: JSONCursor
  let limits: ScanLimits
  var parts = 0
  /// Texts that were left out because there are too many.
  var surplusTexts = 0

  init(endpoint: Endpoint, limits: ScanLimits) {
    outline = RequestOutline(endpoint: endpoint)
    outline.texts.reserveCapacity(16)
    cursor = JSONCursor(maxDepth: limits.depth)
    self.limits = limits
  }

  mutating func scan(_ body: Span<UInt8>) throws(DialectError) {
    let kind = try cursor.kind(in: body)
    guard kind == .object else {
      throw DialectError(
        .wrongType, "the request body must be a JSON object, not \(kind.phrase)", offset: cursor.position)
    }
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      if let field = try cursor.field(RequestField.self, seen: &seen, in: body), field.belongs(to: outline.endpoint) {
        try read(field, in: body)
      } else {
        let start = cursor.position
        try cursor.skipValue(in: body)
        // What nobody here knows may be part of the prompt.
        outline.promptBytes &+= cursor.position &- start
      }
      more = try cursor.nextMember(in: body)
    }
    try cursor.end(in: body)
    try require(.model, seen)
    try require(outline.endpoint == .embeddings ? .input : .messages, seen)
    try checkCounts()
  }

  private mutating func read(_ field: RequestField, in body: Span<UInt8>) throws(DialectError) {
    let start = cursor.position
    do throws(DialectError) {
      switch field {
      case .model: try model(in: body)
      case .messages: return try messages(in: body)
      case .input:
        let before = outline.promptBytes
        try embeddingInput(in: body)
        outline.promptBytes = before &+ (cursor.position &- start)
        return
      case .system:
        outline.hasInstructions = true
        return try content(.system, in: body)
      default: try setting(field, in: body)
      }
      if field.isShown { outline.promptBytes &+= cursor.position &- start }
    } catch {
      throw error.inside(field.name)
    }
  }

  private mutating func model(in body: Span<UInt8>) throws(DialectError) {
    let kind = try cursor.kind(in: body)
    guard kind == .string else { throw cursor.wrongType("a string", kind) }
    let name = try cursor.string(in: body)
    let size = name.range.count
    guard size > 0, size <= limits.modelBytes else {
      throw DialectError(
        .invalidValue, size == 0 ? "must not be empty" : "must not be longer than \(limits.modelBytes) bytes",
        offset: name.quoted.lowerBound)
    }
    outline.modelRange = name.quoted
    outline.model = text(body, name)
  }

  private func require(_ field: RequestField, _ seen: UInt64) throws(DialectError) {
    guard seen & 1 << UInt64(field.rawValue) == 0 else { return }
    throw DialectError(.missingField, "is required and missing", parameter: field.name)
  }

  private func checkCounts() throws(DialectError) {
    let isEmbedding = outline.endpoint == .embeddings
    try check(
      outline.messageCount, isEmbedding ? limits.inputs : limits.messages, isEmbedding ? "input" : "messages")
    try check(outline.toolCount, limits.tools, "tools")
    try check(parts, limits.parts, "messages", "content parts")
    try check(outline.texts.count &+ surplusTexts, limits.texts, "messages", "texts")
  }

  private func check(
    _ count: Int, _ limit: Int, _ name: String, _ what: String = "elements"
  ) throws(DialectError) {
    guard count > limit else { return }
    throw DialectError(.tooMany, "has \(count) \(what); at most \(limit) are allowed", parameter: name)
  }

  /// Notes a text, up to the limit.
  @inline(__always)
  mutating func add(_ text: JSONText, _ role: TextRole) {
    outline.promptBytes &+= text.range.count
    guard outline.texts.count < limits.texts else {
      surplusTexts &+= 1
      return
    }
    outline.texts.append(TextSpan(role: role, range: text.range, hasEscapes: text.hasEscapes))
  }
}
