/// Translates one attempt whose upstream speaks another dialect than the caller.
public struct Translation: Sendable {
  private let caller: Dialect
  private let upstream: Dialect
  private let traits: CallerTraits

  /// A translation; `created` is the time that OpenAI callers see, in seconds since 1970.
  public init(caller: Dialect, upstream: Dialect, created: Int = 0, reasoning: UnsignedReasoning = .hidden) {
    self.caller = caller
    self.upstream = upstream
    traits = CallerTraits(created: created, includeUsage: false, reasoning: reasoning)
  }

  /// The caller's request in the upstream's dialect.
  ///
  /// `defaultMaxTokens` is sent if the caller names no limit. `limitField` says where an OpenAI-compatible
  /// upstream takes it; without, the model's name decides. Throws `.unsupported`, naming the field, for what
  /// the other dialect has no words for and what cannot be left out without changing the answer.
  public func request(
    _ body: Span<UInt8>, upstreamModel: String, defaultMaxTokens: Int, limitField: OutputLimitField? = nil
  ) throws(DialectError) -> [UInt8] {
    let document = DocumentField(value: try JSONValue.parse(body), path: "")
    let conversation = try caller.codec.conversation(document)
    let target = UpstreamTraits(model: upstreamModel, defaultMaxTokens: defaultMaxTokens, limitField: limitField)
    return try upstream.codec.request(conversation, for: target).bytes
  }

  /// The upstream's whole reply in the caller's dialect, and its facts as the upstream stated them.
  ///
  /// A reply that holds an error comes back as an error of the caller's dialect and is noted in the facts.
  public func reply(_ body: Span<UInt8>) throws(DialectError) -> (body: [UInt8], facts: ReplyFacts) {
    let facts = scanReply(body, dialect: upstream)
    guard facts.isValid else {
      throw DialectError(.malformedStream, "the upstream's reply is not a JSON object")
    }
    if let error = facts.error { return (error.body(caller), facts) }
    let reply = try upstream.codec.reply(try JSONValue.parse(body), usage: facts.usage)
    return (caller.codec.body(reply, for: traits).bytes, facts)
  }

  /// The upstream's error with its message kept.
  public func error(_ body: Span<UInt8>, status: Int) -> WireError {
    WireError(upstreamBody: body, status: status)
      ?? WireError(status: status, message: "the provider answered with status \(status) and no explanation")
  }
}
