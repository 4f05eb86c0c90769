import Dialects

extension FuzzTarget {
  /// Outlines of requests, and the bodies that are spliced by them.
  static let outline = FuzzTarget(
    "outline",
    Mutator(
      .document,
      seeds: SeedInputs.bytes(
        SeedInputs.openAIRequests + SeedInputs.anthropicRequests + SeedInputs.embeddingRequests),
      tokens: Tokens.requests, longest: 16_384)
  ) { input in
    do throws(Broken) {
      for endpoint in Endpoint.allCases { try checkOutline(input, endpoint) }
      return nil
    } catch {
      return error.what
    }
  }
}

private func checkOutline(_ input: [UInt8], _ endpoint: Endpoint) throws(Broken) {
  let tree = try? JSONValue.parse(input.span)
  let outline: RequestOutline
  do throws(DialectError) {
    outline = try RequestOutline.scan(input.span, endpoint: endpoint)
  } catch {
    try Broken.unless(error.offset.map { 0...input.count ~= $0 } ?? true, "the offset is not in the input")
    let isSyntax = [.invalidJSON, .invalidUTF8, .tooDeep].contains(error.code)
    try Broken.unless(!(isSyntax && tree != nil), "the outline refuses JSON: \(error.message)")
    return
  }
  guard let tree else { throw Broken(what: "the outline accepts what is no JSON") }
  try Broken.unless(tree["model"]?.string.map { $0.utf8.elementsEqual(outline.model.utf8) } ?? false, "another model")
  try Broken.unless(tree["stream"]?.bool ?? false == outline.stream || endpoint == .embeddings, "another stream flag")
  try checkRanges(outline, input)
  for limit in [nil, 77] { try checkSplice(outline, input, tree, limit) }
}

private func checkRanges(_ outline: RequestOutline, _ input: [UInt8]) throws(Broken) {
  let whole = 0..<input.count
  let ranges = [
    outline.modelRange, outline.streamOptionsRange, outline.includeUsageRange, outline.maxTokensRange,
    outline.maxCompletionTokensRange, outline.metadataRange,
  ]
  for range in ranges.compactMap({ $0 }) {
    try Broken.unless(range.clamped(to: whole) == range && !range.isEmpty, "a range is not in the input")
  }
  for text in outline.texts {
    let quoted = text.range.lowerBound - 1..<text.range.upperBound + 1
    try Broken.unless(quoted.clamped(to: whole) == quoted, "a text is not in the input")
    try Broken.unless(input[quoted.lowerBound] == 0x22 && input[quoted.upperBound - 1] == 0x22, "a text is no string")
    try Broken.unless(input[text.range].contains(0x5C) == text.hasEscapes, "escapes are not told")
    var utf8: [UInt8] = []
    unescape(input.span, range: text.range, into: &utf8)
    guard let string = try? JSONValue.parse(Array(input[quoted]).span).string else {
      throw Broken(what: "a text is no JSON string")
    }
    try Broken.unless(utf8.elementsEqual(string.utf8), "a text unescapes to something else")
  }
}

/// The spliced body must be the same document but for what was changed.
private func checkSplice(
  _ outline: RequestOutline, _ input: [UInt8], _ tree: JSONValue, _ limit: Int?
) throws(Broken) {
  var out: [UInt8] = []
  outline.sameDialectBody(input.span, upstreamModel: "up\"stream", imposedMaxTokens: limit, into: &out)
  let again: RequestOutline
  let spliced: JSONValue
  do throws(DialectError) {
    again = try RequestOutline.scan(out.span, endpoint: outline.endpoint)
    spliced = try JSONValue.parse(out.span)
  } catch {
    // One more level is allowed to be one too many only if the input was at the limit already.
    throw Broken(what: "the spliced body is refused: \(error.message)")
  }
  try Broken.unless(again.model == "up\"stream", "the spliced model is another")
  if outline.endpoint == .chatCompletions, outline.stream {
    try Broken.unless(again.includeUsage, "usage is not asked for")
  }
  if outline.endpoint != .embeddings {
    try Broken.unless(again.maxOutputTokens == outline.maxOutputTokens ?? limit, "the limit is another")
  }
  try Broken.unless(untouched(tree) == untouched(spliced), "the splice changed something else")
}

private func untouched(_ tree: JSONValue) -> JSONValue {
  let touched: Set<String> = ["model", "stream_options", "max_tokens", "max_completion_tokens"]
  return .object((tree.object ?? []).filter { !touched.contains($0.0) })
}
