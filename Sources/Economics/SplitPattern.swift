/// How a vocabulary cuts a text into pieces before it merges bytes within each.
public enum SplitPattern: String, CaseIterable, Sendable {
  /// OpenAI's `o200k_base`: GPT-4o and later.
  case o200k = "o200k_base"
  /// OpenAI's `cl100k_base`: GPT-4 and the embeddings of its time.
  case cl100k = "cl100k_base"
  /// Qwen's, which differs from `cl100k_base` in that each digit stands alone.
  case qwen
}
