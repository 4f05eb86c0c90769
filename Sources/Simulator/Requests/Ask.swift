/// What a request asks for, whichever dialect it came in.
struct Ask: Sendable {
  /// The API whose shape the reply has.
  enum Style: String, Sendable {
    case openAI = "openai"
    case anthropic = "anthropic"
  }

  /// A function that the model may call.
  struct Tool: Sendable {
    var name: String
    var parameters: JSONValue
  }

  /// Whether a tool is to be called.
  enum ToolChoice: Hashable, Sendable {
    case none, automatic, required
    case named(String)
  }

  /// The form of the answer's text.
  enum Form: Sendable {
    case prose
    case anyObject
    case schema(JSONValue)
  }

  var style: Style
  /// The model without its suffixes.
  var model: String
  var stream = false
  /// Whether an OpenAI stream ends with a chunk of usage.
  var includeUsage = false
  var maxTokens: Int?
  var choices = 1
  var tools: [Tool] = []
  var toolChoice = ToolChoice.automatic
  /// Whether the caller asked for several calls at once, not merely allowed them.
  var parallelCalls = false
  /// The last message brings a tool's result, so that words are due now.
  var answersTool = false
  var form = Form.prose
  /// How many alternatives each token's log-probability lists; nil for no log-probabilities.
  var topLogprobs: Int?
  var stops: [String] = []
  /// Tokens to think before answering; 0 for none.
  var thinkingTokens = 0
  /// Whether the thinking is shown in the reply.
  var showsThinking = false
  /// The service tier that the reply names, in the words of the dialect.
  var servedTier = "default"
  /// Whether a search of the web that the provider runs is offered.
  var offersSearch = false
  /// Bytes of text in messages and tools.
  var promptBytes = 0
  /// Images and other media, whose data are no text.
  var images = 0
  /// Bytes of text up to the last part marked for a short-lived cache.
  var shortCacheBytes = 0
  /// Bytes of text up to the last part marked for a long-lived cache.
  var longCacheBytes = 0

  init(style: Style, model: String) {
    self.style = style
    self.model = model
  }

  /// What is wrong with a request; the reply is a 400 that says so.
  struct Mistake: Error, Hashable {
    var message: String
    var parameter: String?
  }

  /// The prompt's size: a token for every four bytes of text, 85 for an image.
  var promptTokens: Int { max(1, (promptBytes + 3) / 4) + images * 85 }
}
