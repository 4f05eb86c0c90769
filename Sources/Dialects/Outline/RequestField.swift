/// The top-level fields of requests that the gateway looks at.
enum RequestField: UInt8, JSONField {
  case model, models, messages, input, system, stream, streamOptions, metadata, serviceTier
  case maxTokens, maxCompletionTokens, choices
  case tools, functions, responseFormat, outputFormat, outputConfig
  case logprobs, topLogprobs, modalities, audio, reasoningEffort, reasoning, thinking
  case speed, inferenceGeo, webSearchOptions, searchParameters, plugins, mcpServers

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> RequestField? {
    func has(_ name: StaticString) -> Bool { matches(name, in: bytes, at: index) }
    switch count {
    case 1: return has("n") ? .choices : nil
    case 5:
      return has("model")
        ? .model
        : has("tools")
          ? .tools
          : has("input")
            ? .input
            : has("audio")
              ? .audio
              : has("speed") ? .speed : nil
    case 6: return has("stream") ? .stream : has("system") ? .system : has("models") ? .models : nil
    case 7: return has("plugins") ? .plugins : nil
    case 8:
      return has("messages")
        ? .messages : has("metadata") ? .metadata : has("logprobs") ? .logprobs : has("thinking") ? .thinking : nil
    case 9: return has("functions") ? .functions : has("reasoning") ? .reasoning : nil
    case 10: return has("max_tokens") ? .maxTokens : has("modalities") ? .modalities : nil
    case 11: return has("mcp_servers") ? .mcpServers : nil
    case 12: return has("service_tier") ? .serviceTier : has("top_logprobs") ? .topLogprobs : nil
    case 13:
      return has("output_format")
        ? .outputFormat
        : has("output_config")
          ? .outputConfig
          : has("inference_geo") ? .inferenceGeo : nil
    case 14: return has("stream_options") ? .streamOptions : nil
    case 15: return has("response_format") ? .responseFormat : nil
    case 17: return has("search_parameters") ? .searchParameters : nil
    case 18: return has("web_search_options") ? .webSearchOptions : nil
    case 16: return has("reasoning_effort") ? .reasoningEffort : nil
    case 21: return has("max_completion_tokens") ? .maxCompletionTokens : nil
    default: return nil
    }
  }

  /// Whether requests to `endpoint` have this field; elsewhere it passes unread.
  func belongs(to endpoint: Endpoint) -> Bool {
    switch self {
    case .model, .metadata, .serviceTier: true
    case .input: endpoint == .embeddings
    case .messages, .stream, .maxTokens, .tools, .thinking, .speed, .inferenceGeo, .mcpServers: endpoint != .embeddings
    case .system, .outputFormat, .outputConfig: endpoint == .messages
    default: endpoint == .chatCompletions
    }
  }

  /// Whether a model is shown what the field holds, as a whole.
  var isShown: Bool {
    switch self {
    case .tools, .functions, .responseFormat, .outputFormat, .outputConfig, .mcpServers, .webSearchOptions,
      .searchParameters, .plugins, .reasoning, .audio:
      true
    default: false
    }
  }

  /// The name on the wire.
  var name: String {
    switch self {
    case .model: "model"
    case .models: "models"
    case .messages: "messages"
    case .input: "input"
    case .system: "system"
    case .stream: "stream"
    case .streamOptions: "stream_options"
    case .metadata: "metadata"
    case .serviceTier: "service_tier"
    case .maxTokens: "max_tokens"
    case .maxCompletionTokens: "max_completion_tokens"
    case .choices: "n"
    case .tools: "tools"
    case .functions: "functions"
    case .responseFormat: "response_format"
    case .outputFormat: "output_format"
    case .outputConfig: "output_config"
    case .logprobs: "logprobs"
    case .topLogprobs: "top_logprobs"
    case .modalities: "modalities"
    case .audio: "audio"
    case .reasoningEffort: "reasoning_effort"
    case .reasoning: "reasoning"
    case .thinking: "thinking"
    case .speed: "speed"
    case .inferenceGeo: "inference_geo"
    case .webSearchOptions: "web_search_options"
    case .searchParameters: "search_parameters"
    case .plugins: "plugins"
    case .mcpServers: "mcp_servers"
    }
  }
}
