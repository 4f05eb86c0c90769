// Everything here reads or writes what goes over the wire, and treats all of it as hostile: one pass over
// bytes, bounded work and memory, no trap on any input. Requests are outlined and spliced rather than decoded
// and encoded again, so that fields nobody here knows reach the upstream as the client wrote them.

/// A way of speaking to a language model over HTTP.
public enum Dialect: String, Sendable, CaseIterable, Codable {
  /// OpenAI Chat Completions, and the many servers compatible with it.
  case openAIChat = "openai"
  /// Anthropic Messages.
  case anthropicMessages = "anthropic"
}

/// What a request body is addressed to; it decides which fields are looked for.
public enum Endpoint: String, Sendable, CaseIterable, Codable {
  /// `POST /v1/chat/completions`
  case chatCompletions = "chat_completions"
  /// `POST /v1/messages`
  case messages
  /// `POST /v1/embeddings`
  case embeddings

  /// The dialect that the endpoint belongs to.
  public var dialect: Dialect { self == .messages ? .anthropicMessages : .openAIChat }
}
