/// Translates an upstream's stream for a caller of another dialect: server-sent events in, others out.
///
/// Every event is translated as soon as it is complete. How the bytes are split makes no difference.
public struct TranslatingStream: Sendable {
  private let caller: Dialect
  private let upstream: Dialect
  private var parser: SSEParser
  private var decoder: any ReplyStreamDecoder
  private var encoder: any ReplyStreamEncoder
  private var steps: [ReplyEvent] = []
  private var failure: DialectError?

  /// Whether the upstream's stream is complete and the caller's end of stream is written.
  public private(set) var isFinished = false
  /// Events with data so far.
  public private(set) var events = 0
  /// The error that the upstream sent within the stream; the caller has got it in its own dialect.
  public private(set) var upstreamError: WireError?

  /// A stream before the first byte; `includeUsage` is what an OpenAI caller asked for in `stream_options`, and
  /// `keepsText` keeps what was generated, to be counted in a vocabulary.
  public init(
    caller: Dialect, upstream: Dialect, includeUsage: Bool, created: Int = 0, reasoning: UnsignedReasoning = .hidden,
    keepsText: Bool = false, limits: ScanLimits = .standard
  ) {
    self.caller = caller
    self.upstream = upstream
    parser = SSEParser(limits: limits)
    decoder = upstream.codec.streamDecoder(keepsText: keepsText)
    encoder = caller.codec.streamEncoder(
      for: CallerTraits(created: created, includeUsage: includeUsage, reasoning: reasoning))
  }

  /// What the provider says was used so far, nil if it has said nothing usable.
  public var usage: UsageCounts? { decoder.reader.usage.counts(upstream) }

  /// Whether anything was generated, be it a tool call without arguments.
  public var sawContent: Bool { decoder.reader.outputBytes > 0 || decoder.reader.sawToolCall }

  /// What was generated so far: the basis of an estimate when usage is missing.
  public var generated: GeneratedText { decoder.reader.generated }

  /// What the provider says so far of how the reply is billed beside its tokens.
  public var billing: BillingFacts { decoder.reader.billing }

  /// Bytes of text, reasoning and tool arguments generated so far.
  public var outputBytes: Int { decoder.reader.outputBytes }

  /// Why the answer ended, as the provider spells it.
  public var finishReasons: [String] { decoder.reader.finishReasons }

  /// Takes bytes from the upstream and appends what goes to the caller.
  ///
  /// What was appended before an error is thrown is whole events and may be sent. After an error every
  /// further call throws it again.
  public mutating func receive(_ bytes: Span<UInt8>, into out: inout [UInt8]) throws(DialectError) {
    if let failure { throw failure }
    do throws(DialectError) {
      parser.append(bytes)
      while let event = try parser.next() { try translate(event, into: &out) }
    } catch {
      failure = error
      throw error
    }
  }

  /// The upstream closed: throws unless the stream was complete.
  ///
  /// A complete stream that left `[DONE]` out still owes the caller its end, which `end(into:)` writes.
  public mutating func end() throws(DialectError) {
    var unsent: [UInt8] = []
    try end(into: &unsent)
  }

  /// The upstream closed: writes what the caller still has to get, and throws unless the stream was complete.
  ///
  /// Complete is a stream that said so, or one of an OpenAI-compatible server that gave a finish reason and
  /// left `[DONE]` out.
  public mutating func end(into out: inout [UInt8]) throws(DialectError) {
    if failure == nil, parser.hasPartialEvent {
      let blank: [UInt8] = [0x0A, 0x0A]
      do throws(DialectError) {
        try receive(blank.span, into: &out)
      } catch {
        // Half an event is what a cut leaves behind; whether it matters is for the check below to say.
        failure = nil
      }
    }
    if let failure { throw failure }
    if isFinished { return }
    if let upstreamError {
      throw DialectError(.cutStream, "the upstream ended its stream with an error: \(upstreamError.message)")
    }
    guard decoder.sawFinish else {
      let missing = upstream == .openAIChat ? "[DONE]" : "message_stop"
      throw DialectError(.cutStream, "the upstream closed its stream after \(events) events, before \(missing)")
    }
    try encoder.send(.end, into: &out)
    isFinished = true
  }

  private mutating func translate(_ event: SSEEvent, into out: inout [UInt8]) throws(DialectError) {
    guard let range = event.data, !range.isEmpty else { return }
    events &+= 1
    // Nothing that comes after the end can still reach the caller.
    if isFinished { return }
    // Holding the array by itself lets the decoder change while it is read.
    let buffer = event.isJoined ? parser.joined : parser.buffer
    steps.removeAll(keepingCapacity: true)
    do throws(DialectError) {
      try decoder.receive(buffer.span.extracting(range), into: &steps)
    } catch {
      guard isNamedError(event) else {
        throw DialectError(.malformedStream, "event \(events) of the upstream's stream: \(error.message)")
      }
      let message = String(decoding: buffer[range].prefix(1_024), as: UTF8.self)
      steps = [.error(WireError(status: 502, message: message))]
    }
    for step in steps { try take(step, into: &out) }
  }

  private mutating func take(_ step: ReplyEvent, into out: inout [UInt8]) throws(DialectError) {
    // Nothing but the end counts after an error, and nothing at all after the end.
    if isFinished { return }
    if case .end = step { isFinished = true }
    if upstreamError != nil { return }
    if case .error(let error) = step { upstreamError = error }
    try encoder.send(step, into: &out)
    if case .usage(_, isLast: true) = step, decoder.sawFinish { try finishEarly(into: &out) }
  }

  /// Usage that comes after the finish reason is the last there is to say.
  private mutating func finishEarly(into out: inout [UInt8]) throws(DialectError) {
    try encoder.send(.end, into: &out)
    isFinished = true
  }

  private func isNamedError(_ event: SSEEvent) -> Bool {
    guard let name = event.name, name.count == 5 else { return false }
    let buffer = parser.buffer
    return matches("error", in: buffer.span, at: name.lowerBound)
  }
}
