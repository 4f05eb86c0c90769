/// The models of the bundled catalogue that the checks name, so that a new generation is one edit.
enum ServedModels {
  static let openAI = "gpt-4.1"
  /// Reasons, which `openAI` does not; that one has log probabilities instead.
  static let openAIThinking = "gpt-5.1"
  static let anthropic = "claude-sonnet-5"
  static let embedding = "text-embedding-3-small"
  /// Open weights, which the default policy keeps away from legal work.
  static let open = "deepseek-v4-flash"
  /// Served by the provider that the tests leave down.
  static let unreachable = "grok-4.7"
}
