/// A format of log that is known.
public enum LogFormat: String, CaseIterable, Codable, Sendable {
  /// LiteLLM's table of spend logs as CSV, JSON Lines or a PostgreSQL dump.
  case liteLLM = "litellm"
  /// OpenAI's usage of completions, in buckets.
  case openAIUsage = "openai-usage"
  /// OpenAI's costs, in buckets: money without tokens.
  case openAICosts = "openai-costs"
  /// The output file of an OpenAI batch.
  case openAIBatch = "openai-batch"
  /// Claude's usage report, in buckets.
  case claudeUsage = "claude-usage"
  /// Claude's cost report, in buckets: money without tokens.
  case claudeCosts = "claude-costs"
  /// Langfuse's observations.
  case langfuse
  /// Helicone's requests.
  case helicone
  /// OpenRouter's activity by day and model.
  case openRouterActivity = "openrouter-activity"
  /// OpenRouter's single generations.
  case openRouterGeneration = "openrouter-generation"
  /// OpenTelemetry spans of generative AI, as OTLP/JSON.
  case openTelemetry = "otel"
  /// The gateway's own decisions, as exported.
  case steelyard
  /// The gateway's own ledger file; read it through `LedgerRow`.
  case ledgerDatabase = "steelyard-sqlite"
  /// What a mapping describes.
  case mapped

  /// The name for people.
  public var title: String {
    switch self {
    case .liteLLM: "LiteLLM spend logs"
    case .openAIUsage: "OpenAI usage of completions"
    case .openAICosts: "OpenAI costs"
    case .openAIBatch: "OpenAI batch output"
    case .claudeUsage: "Claude usage report"
    case .claudeCosts: "Claude cost report"
    case .langfuse: "Langfuse observations"
    case .helicone: "Helicone requests"
    case .openRouterActivity: "OpenRouter activity"
    case .openRouterGeneration: "OpenRouter generations"
    case .openTelemetry: "OpenTelemetry GenAI spans (OTLP/JSON)"
    case .steelyard: "Steelyard decisions"
    case .ledgerDatabase: "Steelyard ledger (SQLite)"
    case .mapped: "mapping file"
    }
  }
}
