/// How one dialect is read into and written from what all dialects share.
///
/// A further dialect is one more codec: no codec knows of another.
protocol DialectCodec {
  /// The conversation that a request body holds.
  static func conversation(_ request: DocumentField) throws(DialectError) -> Conversation
  /// The request body for a conversation; throws what the dialect cannot say.
  static func request(_ conversation: Conversation, for upstream: UpstreamTraits) throws(DialectError) -> JSONValue
  /// The answer that a reply body holds.
  static func reply(_ body: JSONValue, usage: UsageCounts?) throws(DialectError) -> Reply
  /// The reply body for an answer.
  static func body(_ reply: Reply, for caller: CallerTraits) -> JSONValue
  /// A reader of a stream.
  static func streamDecoder(keepsText: Bool) -> any ReplyStreamDecoder
  /// A writer of a stream.
  static func streamEncoder(for caller: CallerTraits) -> any ReplyStreamEncoder
}

/// What must be known of an upstream to write a request for it.
struct UpstreamTraits: Sendable {
  /// Its name of the model.
  var model: String
  /// The limit of output tokens where the dialect insists on one and the caller named none.
  var defaultMaxTokens: Int
  /// Where an OpenAI-compatible upstream takes the limit; nil to tell by the model's name.
  var limitField: OutputLimitField?
}

/// What must be known of a caller to write an answer for it.
struct CallerTraits: Sendable {
  /// The time of the answer in seconds since 1970, which OpenAI's dialect shows.
  var created: Int
  /// Whether an OpenAI caller asked for usage at the end of a stream.
  var includeUsage: Bool
  /// What an Anthropic caller gets to see of reasoning that no signature vouches for.
  var reasoning: UnsignedReasoning
}

/// What an Anthropic caller gets to see of reasoning that another provider wrote.
public enum UnsignedReasoning: Sendable, Hashable {
  /// Nothing: a caller sends thinking blocks back, and Anthropic refuses one that it did not sign.
  case hidden
  /// Thinking blocks with an empty signature, for callers whose conversations never reach Anthropic.
  case shown
}

extension Dialect {
  /// The codec of the dialect.
  var codec: any DialectCodec.Type {
    switch self {
    case .openAIChat: OpenAIChatCodec.self
    case .anthropicMessages: AnthropicMessagesCodec.self
    }
  }
}
