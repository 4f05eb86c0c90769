/// What the gateway needs to know of a request body, with the places of what it may have to change.
public struct RequestOutline: Sendable, Hashable {
  /// What the body is addressed to.
  public var endpoint: Endpoint
  /// The model asked for.
  public var model: String
  /// The model's JSON string, quotes included.
  public var modelRange: Range<Int>
  /// The value of `models`: some routers serve any of these instead of `model`, past whoever judged that one.
  public var alternativeModelsRange: Range<Int>?
  /// Whether the answer shall be streamed.
  public var stream: Bool
  /// The largest of `max_tokens` and `max_completion_tokens` that are given.
  public var maxOutputTokens: Int?
  /// The value of `max_tokens`, which may be `null`.
  public var maxTokensRange: Range<Int>?
  /// The value of `max_completion_tokens`, which may be `null`.
  public var maxCompletionTokensRange: Range<Int>?
  /// The value of `logprobs`, which may be `null`.
  public var logprobsRange: Range<Int>?
  /// How many answers are wanted (`n`).
  public var choices: Int
  /// `metadata.use_case`; it stays where it is.
  public var useCase: String?
  /// The value of `metadata`, if it is an object.
  public var metadataRange: Range<Int>?
  /// Whether `stream_options.include_usage` is true.
  public var includeUsage: Bool
  /// The value of `stream_options`, which may be `null`.
  public var streamOptionsRange: Range<Int>?
  /// The value of `stream_options.include_usage`, which may be `null`.
  public var includeUsageRange: Range<Int>?
  /// `service_tier`
  public var serviceTier: String?
  /// `speed`, which Anthropic prices.
  public var speed: String?
  /// `inference_geo`, which Anthropic prices.
  public var inferenceGeo: String?
  /// Tools that the provider runs itself and may ask a fee for, in the order of the body.
  public var serverTools: [OfferedServerTool]
  /// Bytes of everything in the body that may become part of the prompt: texts as they are escaped, tools, schemas, and
  /// whatever nobody here knows. Data of media do not count in.
  public var promptBytes: Int
  /// Whether the caller gives instructions: a system or developer message, or `system`.
  public var hasInstructions: Bool
  /// All text that people, tools and models wrote into the request.
  public var texts: [TextSpan]
  /// Messages, or inputs of an embeddings request.
  public var messageCount: Int
  /// Images.
  public var imageCount: Int
  /// Sounds, files and videos.
  public var otherMediaCount: Int
  /// Tools and functions offered.
  public var toolCount: Int
  /// Tokens that an embeddings request gives by number instead of as text.
  public var tokenInputCount: Int
  /// Bytes of media in the body, such as base64, which are no text.
  public var mediaDataBytes: Int
  /// What the request asks of whatever serves it.
  public var features: Features

  /// Reads a whole body in one pass.
  ///
  /// All of it is validated: JSON as RFC 8259 has it, UTF-8, nesting, and the types of every field that is
  /// looked at. Work is linear in the body and memory is bounded by `limits`.
  public static func scan(
    _ body: Span<UInt8>, endpoint: Endpoint, limits: ScanLimits = .standard
  ) throws(DialectError) -> RequestOutline {
    var scanner = RequestScanner(endpoint: endpoint, limits: limits)
    try scanner.scan(body)
    return scanner.outline
  }

  /// An outline of nothing yet.
  init(endpoint: Endpoint) {
    self.endpoint = endpoint
    model = ""
    modelRange = 0..<0
    stream = false
    choices = 1
    includeUsage = false
    texts = []
    messageCount = 0
    imageCount = 0
    otherMediaCount = 0
    serverTools = []
    promptBytes = 0
    hasInstructions = false
    toolCount = 0
    tokenInputCount = 0
    mediaDataBytes = 0
    features = endpoint == .embeddings ? .embeddings : []
  }
}
