/// Passes an upstream's stream on to a caller of the same dialect: bytes in, the same bytes out.
///
/// What comes by is validated and added up. Only whole events are passed on, each as soon as it is
/// complete. Left out are the chunk that carries nothing but usage, if the caller did not ask for it, a few
/// events that are no JSON, which would end the stream in the caller's client, and whatever follows the end that
/// the stream itself announced.
public struct StreamRelay: Sendable {
  private let dialect: Dialect
  private let stripUsageChunk: Bool
  private let choices: Int
  private var parser: SSEParser
  private var reader: ReplyReader
  private var passedLast = true
  private var failure: DialectError?
  /// Nothing that comes is looked at any more.
  private var isClosed = false

  /// Whether the stream said that it is complete: `[DONE]`, `message_stop`, or what `end()` accepts.
  public private(set) var isFinished = false
  /// Events with data so far, left-out ones included.
  public private(set) var events = 0
  /// Events that were no JSON objects and were left out; a stream with more than `tolerated` of them is refused.
  public private(set) var dropped = 0
  private static let tolerated = 3
  /// The error that the upstream sent within the stream; it has been passed on like any event.
  public private(set) var upstreamError: WireError?

  /// A relay before the first byte; `choices` is the request's `n`, and `keepsText` keeps what was generated, to be counted
  /// in a vocabulary.
  public init(
    dialect: Dialect, stripUsageChunk: Bool, choices: Int = 1, keepsText: Bool = false, limits: ScanLimits = .standard
  ) {
    self.dialect = dialect
    self.stripUsageChunk = stripUsageChunk && dialect == .openAIChat
    self.choices = choices
    parser = SSEParser(limits: limits)
    reader = ReplyReader(dialect: dialect, keepsText: keepsText)
  }

  /// What the provider says was used so far, nil if it has said nothing usable.
  public var usage: UsageCounts? { reader.usage.counts(dialect) }

  /// Whether anything was generated, be it a tool call without arguments.
  public var sawContent: Bool { reader.outputBytes > 0 || reader.sawToolCall }

  /// What was generated so far: the basis of an estimate when usage is missing.
  public var generated: GeneratedText { reader.generated }

  /// What the provider says so far of how the reply is billed beside its tokens.
  public var billing: BillingFacts { reader.billing }

  /// Bytes of text, reasoning and tool arguments generated so far.
  public var outputBytes: Int { reader.outputBytes }

  /// Why choices ended, in the order in which they did, as the provider spells it.
  public var finishReasons: [String] { reader.finishReasons }

  /// Takes bytes from the upstream and appends what goes to the caller.
  ///
  /// What was appended before an error is thrown is whole events and may be sent. After an error every
  /// further call throws it again.
  public mutating func receive(_ bytes: Span<UInt8>, into out: inout [UInt8]) throws(DialectError) {
    if let failure { throw failure }
    if isClosed { return }
    do throws(DialectError) {
      parser.append(bytes)
      while let event = try parser.next() {
        // Holding the array by itself lets the rest of the relay change while it is read.
        let buffer = parser.buffer
        if !event.isTail { passedLast = try inspect(event, buffer.span) }
        if passedLast { out.append(buffer.span.extracting(event.raw)) }
      }
    } catch {
      guard !isFinished else { return close() }
      failure = error
      throw error
    }
  }

  /// Stops looking at an upstream that goes on after its end and does not make sense.
  private mutating func close() {
    isClosed = true
    parser = SSEParser()
  }

  /// The upstream closed: throws unless the stream was complete.
  ///
  /// Complete is a stream that said so, or one of an OpenAI-compatible server that gave every choice a
  /// finish reason and left `[DONE]` out.
  public mutating func end() throws(DialectError) {
    if let failure { throw failure }
    if isFinished { return }
    if let upstreamError {
      throw DialectError(.cutStream, "the upstream ended its stream with an error: \(upstreamError.message)")
    }
    let allFinished =
      reader.finishedChoices == reader.seenChoices && reader.finishedChoices.nonzeroBitCount >= choices
    guard dialect == .openAIChat, allFinished, choices > 0 else {
      let missing = dialect == .openAIChat ? "[DONE]" : "message_stop"
      throw DialectError(.cutStream, "the upstream closed its stream after \(events) events, before \(missing)")
    }
    isFinished = true
  }

  /// The upstream closed: as `end()`, but first passes on a last event whose blank line is missing.
  public mutating func end(into out: inout [UInt8]) throws(DialectError) {
    if failure == nil, parser.hasPartialEvent {
      let blank: [UInt8] = [0x0A, 0x0A]
      do throws(DialectError) {
        try receive(blank.span, into: &out)
      } catch {
        // Half an event is what a cut leaves behind; whether it matters is for `end()` to say.
        failure = nil
      }
    }
    try end()
  }

  /// Reads one event; true if it goes to the caller.
  private mutating func inspect(_ event: SSEEvent, _ buffer: Span<UInt8>) throws(DialectError) -> Bool {
    if isFinished { return false }
    guard let range = event.data, !range.isEmpty else { return true }
    events &+= 1
    guard event.isJoined else { return try inspect(buffer.extracting(range), event, buffer) }
    let joined = parser.joined
    return try inspect(joined.span.extracting(range), event, buffer)
  }

  private mutating func inspect(
    _ data: Span<UInt8>, _ event: SSEEvent, _ buffer: Span<UInt8>
  ) throws(DialectError) -> Bool {
    if data.count == 6, matches("[DONE]", in: data, at: 0) {
      isFinished = true
      return true
    }
    let isNamedError = event.name.map { $0.count == 5 && matches("error", in: buffer, at: $0.lowerBound) } ?? false
    let document: ReplyReader.Document
    do throws(DialectError) {
      document = try reader.read(data)
    } catch {
      guard !isNamedError else {
        noteError(data)
        return true
      }
      dropped &+= 1
      if dropped <= Self.tolerated { return false }
      throw DialectError(
        .malformedStream,
        "event \(events) of the upstream's stream, after \(Self.tolerated) others that were no better: \(error.message)"
      )
    }
    if document.hasError || isNamedError { noteError(data) }
    if dialect == .anthropicMessages, let type = document.type, type.range.count == 12,
      matches("message_stop", in: data, at: type.range.lowerBound)
    {
      isFinished = true
    }
    return !(stripUsageChunk && document.hasUsage && document.choiceCount == 0)
  }

  private mutating func noteError(_ data: Span<UInt8>) {
    let plain = JSONText(range: 0..<min(data.count, 1_024), hasEscapes: false)
    upstreamError =
      upstreamError ?? WireError(upstreamBody: data, status: nil) ?? WireError(status: 502, message: text(data, plain))
  }
}
