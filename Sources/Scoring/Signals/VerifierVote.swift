internal import Dialects
internal import Foundation

/// What one reply of a verifier says.
struct VerifierVote: Sendable, Hashable {
  /// The probability of a yes; 1 or 0 where only the word is known, nil if it is neither.
  let probability: Double?

  init(_ reply: JSONValue) {
    let choice = reply["choices"]?.array?.first
    // A yes further on, as in "hardly a yes", is none.
    let spoken = Self.spoken(choice?["message"])
    probability = spoken == nil ? nil : Self.weighed(choice?["logprobs"]) ?? spoken
  }

  /// P(yes) / (P(yes) + P(no)) at the first token that can be either.
  private static func weighed(_ logprobs: JSONValue?) -> Double? {
    for token in (logprobs?["content"]?.array ?? []).prefix(4) {
      var (yes, no) = (0.0, 0.0)
      for candidate in token["top_logprobs"]?.array ?? [] {
        guard let word = candidate["token"]?.string.flatMap(word), case .number(let text)? = candidate["logprob"],
          let value = Double(text), value.isFinite, value <= 1e-6
        else { continue }
        if word { yes += exp(value) } else { no += exp(value) }
      }
      if yes + no > 0.1 { return yes / (yes + no) }
    }
    return nil
  }

  private static func spoken(_ message: JSONValue?) -> Double? {
    let text = Answer.contentText(message?["content"])
    guard let first = text.lowercased().split(whereSeparator: { !$0.isLetter }).first else { return nil }
    return word(String(first)).map { $0 ? 1 : 0 }
  }

  /// Whether a token is yes or no, nil if it is neither.
  private static func word(_ token: String) -> Bool? {
    switch token.trimmedWhiteSpace.lowercased() {
    case "yes": true
    case "no": false
    default: nil
    }
  }
}
