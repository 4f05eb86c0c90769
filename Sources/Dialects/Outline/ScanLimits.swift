/// How much of anything a body or a stream may hold.
public struct ScanLimits: Sendable, Hashable {
  /// Nested arrays and objects; values above 64 count as 64.
  public var depth: Int
  /// Messages of a request.
  public var messages: Int
  /// Tools of a request.
  public var tools: Int
  /// Content parts of a request, over all messages.
  public var parts: Int
  /// Pieces of text of a request, over all messages.
  public var texts: Int
  /// Inputs of an embeddings request.
  public var inputs: Int
  /// Choices (`n`) of a request.
  public var choices: Int
  /// Bytes of a model name.
  public var modelBytes: Int
  /// Bytes of `metadata.use_case`.
  public var useCaseBytes: Int
  /// Bytes of `service_tier`, `speed` and `inference_geo`.
  public var tierBytes: Int
  /// Bytes of the `type` of a tool.
  public var wordBytes: Int
  /// Bytes of one server-sent event.
  public var eventBytes: Int

  /// Limits; each default is far above what real clients send.
  public init(
    depth: Int = 64, messages: Int = 20_000, tools: Int = 1_024, parts: Int = 65_536, texts: Int = 131_072,
    inputs: Int = 4_096,
    choices: Int = 128, modelBytes: Int = 256, useCaseBytes: Int = 64, tierBytes: Int = 32, wordBytes: Int = 64,
    eventBytes: Int = 4 << 20
  ) {
    self.depth = depth
    self.messages = messages
    self.tools = tools
    self.parts = parts
    self.texts = texts
    self.inputs = inputs
    self.choices = choices
    self.modelBytes = modelBytes
    self.useCaseBytes = useCaseBytes
    self.tierBytes = tierBytes
    self.wordBytes = wordBytes
    self.eventBytes = eventBytes
  }

  /// The defaults.
  public static let standard = ScanLimits()
}
