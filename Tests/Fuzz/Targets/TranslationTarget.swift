import Dialects

extension FuzzTarget {
  /// Requests, replies and errors that are said in another dialect.
  static let translation = FuzzTarget(
    "translation",
    Mutator(
      .document,
      seeds: SeedInputs.bytes(
        SeedInputs.openAIRequests + SeedInputs.anthropicRequests + SeedInputs.openAIReplies
          + SeedInputs.anthropicReplies), tokens: Tokens.requests + Tokens.streams, longest: 8_192)
  ) { input in
    do throws(Broken) {
      for (caller, upstream) in translatedPairs {
        try checkRequest(input, caller, upstream)
        try checkReply(input, caller, upstream)
        let error = Translation(caller: caller, upstream: upstream).error(input.span, status: 500)
        try Broken.unless(!error.message.isEmpty || !input.isEmpty, "an error says nothing")
      }
      return nil
    } catch {
      return error.what
    }
  }
}

/// Callers and upstreams of different dialects.
let translatedPairs: [(caller: Dialect, upstream: Dialect)] = [
  (.openAIChat, .anthropicMessages), (.anthropicMessages, .openAIChat),
]

extension Dialect {
  /// The endpoint of conversations.
  fileprivate var endpoint: Endpoint { self == .openAIChat ? .chatCompletions : .messages }
}

/// What is sent upstream must be a request that we would accept ourselves.
private func checkRequest(_ input: [UInt8], _ caller: Dialect, _ upstream: Dialect) throws(Broken) {
  let isAccepted = (try? RequestOutline.scan(input.span, endpoint: caller.endpoint)) != nil
  let translated: [UInt8]
  do throws(DialectError) {
    translated = try Translation(caller: caller, upstream: upstream).request(
      input.span, upstreamModel: "up\"stream", defaultMaxTokens: 99)
  } catch {
    try Broken.unless(!error.reason.isEmpty, "a refusal says nothing")
    return
  }
  // The gateway translates nothing that it has not scanned.
  guard isAccepted else { return }
  let outline: RequestOutline
  do throws(DialectError) {
    outline = try RequestOutline.scan(translated.span, endpoint: upstream.endpoint)
  } catch {
    throw Broken(what: "the request to \(upstream) is refused: \(error.message)")
  }
  try Broken.unless(outline.model == "up\"stream", "the translated model is another")
  try Broken.unless(
    upstream == .openAIChat || outline.maxOutputTokens != nil, "max_tokens is missing, which Anthropic requires")
}

/// What the caller gets must be a reply of its dialect with the usage that the upstream stated.
private func checkReply(_ input: [UInt8], _ caller: Dialect, _ upstream: Dialect) throws(Broken) {
  guard let (body, facts) = try? Translation(caller: caller, upstream: upstream).reply(input.span) else { return }
  let seen = scanReply(body.span, dialect: caller)
  try Broken.unless(seen.isValid, "the reply for \(caller) is no JSON object")
  try Broken.unless((seen.error == nil) == (facts.error == nil), "an error is lost or made up")
  guard facts.error == nil, let stated = facts.usage, let told = seen.usage else { return }
  try Broken.unless(stated.prompt == told.prompt, "prompt tokens change from \(stated) to \(told)")
  try Broken.unless(stated.completion == told.completion, "answer tokens change from \(stated) to \(told)")
}
