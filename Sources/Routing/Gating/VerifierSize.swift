public import Catalog
internal import Economics

/// How long a question to a verifier and its answer can be: what is held for it, and what it is held to.
public enum VerifierSize {
  /// The most bytes of the request, of the answer and of its calls of tools that a verifier is shown, each.
  public static let shownBytes = 24_000
  /// What the question itself takes, and what a provider adds to a prompt.
  private static let wording = 1_536
  /// Bytes of an answer for each of its tokens, in the vocabulary of another model at worst tokens as well.
  private static let bytesPerToken = 8

  /// The most prompt tokens of a question about an answer to a request of so many tokens.
  public static func promptTokens(bound: Int, maxOutputTokens: Int) -> Int {
    let (bytes, overflow) = max(0, maxOutputTokens).multipliedReportingOverflow(by: bytesPerToken)
    return wording + min(max(0, bound), shownBytes) + min(overflow ? .max : bytes, 2 * shownBytes)
  }

  /// The longest answer of a verifier: a word, or what a model that reasons thinks before it.
  public static func answerTokens(_ capabilities: Capabilities) -> Int {
    capabilities.contains(.reasoning) ? 1_024 : 16
  }

  /// The most that one question can cost on an offer.
  public static func worst(_ offer: Offer, bound: Int, maxOutputTokens: Int, at instant: Timestamp) -> Cost {
    worstCase(
      promptTokens: promptTokens(bound: bound, maxOutputTokens: maxOutputTokens),
      maxOutputTokens: answerTokens(offer.capabilities), choices: 1, offer: offer, at: instant)
  }
}
