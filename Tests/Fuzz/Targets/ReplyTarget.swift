import Dialects

extension FuzzTarget {
  /// Whole replies, and the errors in them.
  static let reply = FuzzTarget(
    "reply",
    Mutator(
      .document, seeds: SeedInputs.bytes(SeedInputs.openAIReplies + SeedInputs.anthropicReplies),
      tokens: Tokens.streams,
      longest: 8_192)
  ) { input in
    do throws(Broken) {
      for dialect in Dialect.allCases { try checkReply(input, dialect) }
      return nil
    } catch {
      return error.what
    }
  }
}

private func checkReply(_ input: [UInt8], _ dialect: Dialect) throws(Broken) {
  let facts = scanReply(input.span, dialect: dialect)
  let tree = try? JSONValue.parse(input.span)
  try Broken.unless(!facts.isValid || tree?.object != nil, "a reply is valid that is no JSON object")
  let mayBeInvalid = tree?["choices"] != nil
  try Broken.unless(facts.isValid || tree?.object == nil || mayBeInvalid, "a JSON object is no valid reply")
  try Broken.unless(0...input.count ~= facts.outputBytes, "more was generated than came")
  if let usage = facts.usage {
    let kinds = [
      usage.input, usage.cacheRead, usage.cacheWriteShort, usage.cacheWriteLong, usage.output, usage.reasoning,
    ]
    try Broken.unless(kinds.allSatisfy { $0 >= 0 }, "a count is negative")
    try Broken.unless(usage.prompt >= 0 && usage.completion >= 0, "a sum overflows")
  }
  guard let error = WireError(upstreamBody: input.span, status: nil) else { return }
  try Broken.unless(400...599 ~= error.status, "an error has the status \(error.status)")
  for caller in Dialect.allCases {
    let body = error.body(caller)
    let again = try? JSONValue.parse(body.span)
    try Broken.unless(again?["error"]?["message"]?.string != nil, "an error is not written as JSON")
  }
}
