/// What the pretended model says, before any dialect gives it its shape.
struct Answer: Sendable {
  /// A tool call with its arguments as JSON text.
  struct Call: Hashable, Sendable {
    var id: String
    var name: String
    var arguments: String
  }

  /// Why the model stopped.
  enum Finish: Hashable, Sendable {
    case end, length, tools, refusal
    case stop(String)
  }

  /// One of `n` alternatives.
  struct Choice: Sendable {
    /// A token of hidden or shown reasoning each.
    var thinking: [String]
    /// A token of text each.
    var text: [String]
    var calls: [Call]
    var finish: Finish

    /// Tokens of this choice without its thinking: four bytes of arguments count as one.
    var tokens: Int { text.count + calls.reduce(0) { $0 + 4 + ($1.arguments.utf8.count + 3) / 4 } }
  }

  /// Sixteen hexadecimal digits that name the request and the seed.
  var name: String
  var choices: [Choice]
  /// Prompt tokens that no cache served or stored.
  var inputTokens: Int
  var cachedTokens: Int
  var shortCacheTokens: Int
  var longCacheTokens: Int
  /// The service tier that is said to have served.
  var tier: String
  /// Searches of the web that the pretended provider ran.
  var searches: Int

  /// All prompt tokens.
  var promptTokens: Int { inputTokens + cachedTokens + shortCacheTokens + longCacheTokens }
  /// Tokens of hidden reasoning in all choices.
  var reasoningTokens: Int { choices.reduce(0) { $0 + $1.thinking.count } }
  /// All tokens that were generated.
  var completionTokens: Int { choices.reduce(0) { $0 + $1.tokens } + reasoningTokens }
}
