/// Reads whole replies and the data of stream events, and adds up what they say.
struct ReplyReader: Sendable {
  let dialect: Dialect
  /// Figures of usage, the latest of each.
  var usage = UsageTally()
  /// Generated text, reasoning and tool arguments.
  var generated: GeneratedText
  /// Text that had escapes.
  private var unescaped: [UInt8] = []
  /// Calls of tools that the provider runs, by name, as they began.
  var serverCalls: [String: Int] = [:]
  /// Whether the answer cites pages of the web.
  var citesWeb = false
  /// Whether a tool was called, be it without arguments.
  var sawToolCall = false
  /// Reasons for which choices ended, in the order they came.
  var finishReasons: [String] = []
  /// Choices that were seen, and those that have ended: one bit for each index.
  var seenChoices: UInt128 = 0
  var finishedChoices: UInt128 = 0

  init(dialect: Dialect, keepsText: Bool = false, weighsText: Bool = true) {
    self.dialect = dialect
    generated = GeneratedText(keepsText: keepsText, isWeighed: weighsText)
  }

  /// Bytes of generated text, reasoning and tool arguments.
  var outputBytes: Int { generated.bytes }

  /// What was said so far of how the reply is billed beside its tokens.
  var billing: BillingFacts {
    // Usage has the last word, and a stream that was cut has none.
    BillingFacts(
      tier: usage.billedTier, toolUses: usage.toolUses.isEmpty ? serverCalls : usage.toolUses, citesWeb: citesWeb)
  }

  /// Takes in generated text.
  mutating func count(_ text: JSONText, in bytes: Span<UInt8>) {
    guard text.hasEscapes else { return generated.add(bytes.extracting(text.range)) }
    // Taken out, so that the rest can change while it is read.
    var plain: [UInt8] = []
    swap(&plain, &unescaped)
    plain.removeAll(keepingCapacity: true)
    unescape(bytes, range: text.range, into: &plain)
    generated.add(plain.span)
    swap(&plain, &unescaped)
  }

  /// What one document said, beyond what is added up.
  struct Document: Sendable {
    /// The number of choices, nil if it has no such member.
    var choiceCount: Int?
    /// Whether usage came as an object.
    var hasUsage = false
    /// Whether an error came that is not null.
    var hasError = false
    /// The string that is its `type`.
    var type: JSONText?
  }

  /// Reads one whole document, which must be an object.
  mutating func read(_ bytes: Span<UInt8>) throws(DialectError) -> Document {
    var cursor = JSONCursor()
    var document = Document()
    let kind = try cursor.kind(in: bytes)
    guard kind == .object else { throw cursor.wrongType("a JSON object", kind) }
    var more = try cursor.openObject(in: bytes)
    while more {
      let field = try cursor.field(ReplyField.self, in: bytes)
      let kind = try cursor.kind(in: bytes)
      switch (field, kind) {
      case (.choices, .array): document.choiceCount = try choices(&cursor, in: bytes)
      case (.usage, .object):
        document.hasUsage = true
        try usage.read(&cursor, in: bytes)
      case (.serviceTier, .string): usage.serviceTier = usage.word(try cursor.string(in: bytes), in: bytes)
      case (.type, .string): document.type = try cursor.string(in: bytes)
      case (.error, .object), (.error, .string):
        document.hasError = true
        try cursor.skipValue(in: bytes)
      case (let field?, _) where dialect == .anthropicMessages: try anthropic(field, kind, &cursor, in: bytes)
      default: try cursor.skipValue(in: bytes)
      }
      more = try cursor.nextMember(in: bytes)
    }
    try cursor.end(in: bytes)
    return document
  }

  private mutating func anthropic(
    _ field: ReplyField, _ kind: JSONKind, _ cursor: inout JSONCursor, in bytes: Span<UInt8>
  ) throws(DialectError) {
    switch (field, kind) {
    case (.message, .object), (.delta, .object), (.contentBlock, .object): try generated(&cursor, in: bytes)
    case (.content, .array): try blocks(&cursor, in: bytes)
    case (.stopReason, .string): finish(try cursor.string(in: bytes), in: bytes)
    default: try cursor.skipValue(in: bytes)
    }
  }

  mutating func finish(_ reason: JSONText, in bytes: Span<UInt8>) {
    // Some servers send an empty reason while the choice goes on.
    if !reason.range.isEmpty, finishReasons.count < 128 { finishReasons.append(text(bytes, reason)) }
  }
}
