extension OpenAIChatCodec {
  static func conversation(_ request: DocumentField) throws(DialectError) -> Conversation {
    try refuseWhatChangesMeaning(request)
    var conversation = Conversation()
    for message in try request.required("messages").elements() {
      if let turn = try turn(message) { conversation.turns.append(turn) }
    }
    let limits = [try request.member("max_completion_tokens")?.integer(), try request.member("max_tokens")?.integer()]
    conversation.maxTokens = limits.compactMap { $0 }.min()
    conversation.sampling = Sampling(
      temperature: try request.member("temperature")?.number(), topP: try request.member("top_p")?.number(),
      topK: try request.member("top_k")?.number())
    conversation.stop = try stop(request)
    conversation.format = try format(request)
    if let effort = request.member("reasoning_effort") {
      guard let known = try effort.name().word(Effort.self) else {
        throw effort.invalid("must be one of none, minimal, low, medium, high, xhigh, max")
      }
      conversation.effort = known
    }
    conversation.user = try (request.member("safety_identifier") ?? request.member("user"))?.string()
    conversation.stream = try request.member("stream")?.bool() ?? false
    try readTools(request, into: &conversation)
    return conversation
  }

  private static func stop(_ request: DocumentField) throws(DialectError) -> [String] {
    guard let stop = request.member("stop") else { return [] }
    var texts: [String] = []
    if let text = stop.value.string {
      texts = [text]
    } else {
      for element in try stop.elements() { texts.append(try element.string()) }
    }
    return texts.filter { !$0.isEmpty }
  }

  private static func format(_ request: DocumentField) throws(DialectError) -> OutputFormat? {
    guard let format = request.member("response_format") else { return nil }
    let type = try format.required("type")
    switch try type.name() {
    case "text": return nil
    case "json_object": return .anyJSON
    case "json_schema":
      let details = try format.required("json_schema")
      return .schema(
        try details.member("schema")?.object() ?? .object([("type", .string("object"))]),
        name: try details.member("name")?.string(), strict: try details.member("strict")?.bool())
    default: throw type.invalid("must be one of text, json_object, json_schema")
    }
  }

  /// Settings without which the answer would be another than the one asked for.
  private static func refuseWhatChangesMeaning(_ request: DocumentField) throws(DialectError) {
    if let count = request.member("n"), try count.integer() != 1 {
      throw count.unsupported("must be 1: only OpenAI's dialect gives several choices")
    }
    if let wanted = request.member("logprobs"), try wanted.bool() {
      throw wanted.unsupported("must be false: only OpenAI's dialect gives log probabilities")
    }
    if let bias = request.member("logit_bias"), try bias.object().object?.isEmpty == false {
      throw bias.unsupported("must be left out: only OpenAI's dialect biases single tokens")
    }
    if let modalities = request.member("modalities") {
      for modality in try modalities.elements() {
        if try modality.name() != "text" {
          throw modality.unsupported("must be text: only OpenAI's dialect answers in other media")
        }
      }
    }
    for name in ["audio", "functions", "function_call", "web_search_options", "moderation"] {
      guard let field = request.member(name) else { continue }
      let isOld = name.hasPrefix("function")
      throw field.unsupported(
        isOld ? "is not translated: use tools and tool_choice" : "is not translated: only OpenAI's dialect has it")
    }
  }
}
