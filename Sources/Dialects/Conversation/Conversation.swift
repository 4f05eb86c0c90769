/// A request to a language model, free of any dialect: what the codecs read into and write from.
///
/// Numbers that only pass through keep the text they were written with.
struct Conversation: Sendable, Hashable {
  /// Instructions that stand before the first turn.
  var system: [TextPart] = []
  /// Turns in order; the same role may come several times in a row.
  var turns: [Turn] = []
  /// Tools that the model may call.
  var tools: [ToolDefinition] = []
  /// Whether and which tools must be called.
  var toolChoice: ToolChoice?
  /// Whether one answer may call several tools, nil if nothing is said.
  var parallelCalls: Bool?
  /// The most tokens that may be generated.
  var maxTokens: Int?
  /// How tokens are drawn.
  var sampling = Sampling()
  /// Texts that end the answer.
  var stop: [String] = []
  /// The shape of the answer.
  var format: OutputFormat?
  /// How much the model shall reason.
  var effort: Effort?
  /// An opaque name for the end user.
  var user: String?
  /// Whether the answer shall be streamed.
  var stream = false
}

/// How tokens are drawn, as numbers in the text that the caller wrote.
struct Sampling: Sendable, Hashable {
  var temperature: String?
  var topP: String?
  var topK: String?
}

/// The shape that an answer must have.
enum OutputFormat: Sendable, Hashable {
  /// Any JSON object.
  case anyJSON
  /// JSON that a schema accepts; `name` and `strict` only where the dialect says them.
  case schema(JSONValue, name: String?, strict: Bool?)
}

/// How much a model shall reason; the names are those of both dialects.
enum Effort: String, Sendable, Hashable {
  case off = "none"
  case minimal, low, medium, high, xhigh, max
}
