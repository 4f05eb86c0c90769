/// The field in which an OpenAI-compatible upstream takes the limit of output tokens.
public enum OutputLimitField: String, Sendable, Codable, CaseIterable {
  /// The older one, which every compatible server knows.
  case maxTokens = "max_tokens"
  /// The newer one, which OpenAI's reasoning models insist on.
  case maxCompletionTokens = "max_completion_tokens"
}

extension RequestOutline {
  /// Appends the request for an upstream of the same dialect.
  ///
  /// The model is replaced. An OpenAI stream gets `stream_options.include_usage` unless it is on already,
  /// because a stream without usage cannot be settled exactly. If the client named no limit of output
  /// tokens and one is imposed, it is put in. An OpenAI request asks for its tokens' probabilities too if
  /// `asksLogProbabilities`. Everything else stays byte for byte. `body` must be the one that was scanned.
  public func sameDialectBody(
    _ body: Span<UInt8>, upstreamModel: String, imposedMaxTokens: Int?,
    imposedField: OutputLimitField = .maxTokens, asksLogProbabilities: Bool = false, into out: inout [UInt8]
  ) {
    var splice = Splice()
    var name: [UInt8] = []
    writeJSONString(upstreamModel, into: &name)
    splice.replace(modelRange, with: name)
    if endpoint == .chatCompletions, stream, !includeUsage { switchUsageOn(&splice, body) }
    if let imposedMaxTokens, maxOutputTokens == nil, endpoint != .embeddings {
      impose(imposedMaxTokens, as: imposedField, &splice)
    }
    if asksLogProbabilities, endpoint == .chatCompletions {
      if let logprobsRange {
        splice.replace(logprobsRange, with: Array("true".utf8))
      } else {
        splice.insertMember("logprobs", value: .bool(true), afterValueEndingAt: modelRange.upperBound)
      }
    }
    splice.apply(to: body, into: &out)
  }

  private func switchUsageOn(_ splice: inout Splice, _ body: Span<UInt8>) {
    let option = JSONValue.object([("include_usage", .bool(true))])
    if let includeUsageRange {
      splice.replace(includeUsageRange, with: Array("true".utf8))
    } else if let options = streamOptionsRange {
      if options.lowerBound < body.count, body[options.lowerBound] == UInt8(ascii: "{") {
        splice.insertMember("include_usage", value: .bool(true), intoObjectAt: options.lowerBound, of: body)
      } else {
        var bytes: [UInt8] = []
        option.write(into: &bytes)
        splice.replace(options, with: bytes)
      }
    } else {
      splice.insertMember("stream_options", value: option, afterValueEndingAt: modelRange.upperBound)
    }
  }

  private func impose(_ limit: Int, as field: OutputLimitField, _ splice: inout Splice) {
    let givenNull = field == .maxTokens || endpoint == .messages ? maxTokensRange : maxCompletionTokensRange
    if let givenNull {
      splice.replace(givenNull, with: Array(String(limit).utf8))
    } else {
      let name = endpoint == .messages ? OutputLimitField.maxTokens : field
      splice.insertMember(name.rawValue, value: .number(limit), afterValueEndingAt: modelRange.upperBound)
    }
  }
}
