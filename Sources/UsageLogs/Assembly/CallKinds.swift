/// Kinds of records that stand for a call to a model.
enum CallKinds {
  /// Whether a span's operation is a call; an agent's span repeats what its calls used.
  static func isCall(operation: ByteView) -> Bool {
    operation.matches("chat") || operation.matches("text_completion") || operation.matches("generate_content")
      || operation.matches("embeddings") || operation.matches("completion") || operation.matches("responses")
  }

  /// Whether an observation's type is a call.
  static func isCall(observation: ByteView) -> Bool {
    observation.matches("GENERATION") || observation.matches("EMBEDDING")
  }
}
