/// Log-probabilities as chat completions list them; the figures are made up and say nothing.
enum OpenAILogprobs {
  /// The `logprobs` member of a choice for these tokens.
  static func value(_ tokens: [String], alternatives: Int) -> JSONValue {
    let content = tokens.map { token -> JSONValue in
      let others = (0..<alternatives).map { rank in
        entry(rank == 0 ? token : "\(token)~\(rank)", logprob: -0.125 - Double(rank))
      }
      guard case .object(let members) = entry(token, logprob: -0.125) else { return .null }
      return .object(members + [.init(name: "top_logprobs", value: .array(others))])
    }
    return ["content": .array(content), "refusal": .null]
  }

  private static func entry(_ token: String, logprob: Double) -> JSONValue {
    [
      "token": .string(token), "logprob": .double(logprob),
      "bytes": .array(token.utf8.map { .int(Int($0)) }),
    ]
  }
}
