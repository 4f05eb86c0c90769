/// Turns sentences into vectors whose angles tell how alike their meanings are.
public protocol TextEmbedder: Sendable {
  /// The encoder's name and precision, such as `all-MiniLM-L6-v2-int8`.
  var name: String { get }

  /// A vector of length 1 for each UTF-8 text, in their order.
  func embed(_ texts: [[UInt8]]) -> [[Float]]
}
