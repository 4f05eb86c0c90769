internal import Dialects

/// Log-probabilities as OpenAI's `logprobs` gives them.
enum LogProbabilities {
  /// The natural logarithms of the tokens of the text, nil if there are none.
  static func read(_ logprobs: JSONValue?) -> [Double]? {
    guard let tokens = logprobs?["content"]?.array, !tokens.isEmpty else { return nil }
    var values: [Double] = []
    for token in tokens {
      guard case .number(let text)? = token["logprob"], let value = Double(text) else { return nil }
      values.append(value)
    }
    return values
  }
}
