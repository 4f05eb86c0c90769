extension Simulation {
  /// The reply to a request of either API.
  func answer(_ request: IncomingRequest, entry: inout ReceivedRequest) -> ReplyScript {
    let style = request.style
    let route = request.route
    if let key = behaviour.requiredKey, request.key != key {
      return SimulatedError(status: 401, message: "the key is missing or wrong").reply(style)
    }
    if route.hasSuffix("/models"), request.method == "GET" { return ReplyScript(json: Self.models) }
    let endpoints = ["/chat/completions", "/embeddings", "/messages", "/messages/count_tokens"]
    guard let endpoint = endpoints.first(where: { route.hasSuffix($0) }) else {
      let message = "no such endpoint: \(request.method) \(route)"
      return SimulatedError(status: 404, message: message).reply(style)
    }
    guard request.method == "POST" else {
      return SimulatedError(status: 405, message: "\(endpoint) takes POST, not \(request.method)").reply(style)
    }
    guard let body = JSONValue(parsing: request.body), body.members != nil else {
      return SimulatedError(status: 400, message: "the body is not a JSON object").reply(style)
    }
    do {
      return try answer(
        endpoint, body: body, raw: request.body, header: request.header("x-simulate"), entry: &entry)
    } catch {
      return SimulatedError(status: 400, message: error.message, parameter: error.parameter).reply(style)
    }
  }

  private func answer(
    _ endpoint: String, body: JSONValue, raw: [UInt8], header: String?, entry: inout ReceivedRequest
  ) throws(Ask.Mistake) -> ReplyScript {
    guard let sent = body["model"]?.text, !sent.isEmpty else {
      throw Ask.Mistake(message: "model: a name is needed", parameter: "model")
    }
    let name = ModelName(sent)
    entry.model = name.model
    let likeness = Self.likeness(of: body)
    let user = body["user"]?.text ?? body["metadata"]?["user_id"]?.text
    let directive = try Self.directive(header: header, user: user).over(name.directive)
    let style: Ask.Style = endpoint.hasPrefix("/messages") ? .anthropic : .openAI
    let fault = fault(model: name.model, directive: directive, likeness: likeness.value)
    if case .status(let status) = fault?.kind { return SimulatedError(status: status).reply(style, fault: fault) }
    var script: ReplyScript
    switch endpoint {
    case "/embeddings":
      let reply = try OpenAIEmbeddings(body, model: name.model)
        .reply(seed: behaviour.seed, tellsUsage: fault?.kind != .noUsage)
      script = ReplyScript(json: reply, fault: fault, style: style)
    case "/messages/count_tokens":
      let ask = try Ask(anthropic: body, model: name.model, counting: true)
      script = ReplyScript(json: ["input_tokens": .int(ask.promptTokens)], fault: fault, style: style)
    default:
      let ask =
        try style == .anthropic
        ? Ask(anthropic: body, model: name.model) : Ask(openAI: body, model: name.model)
      var print = likeness
      print.add(name.model.utf8)
      let answer = Answer(
        to: ask, directive: directive, behaviour: behaviour, fingerprint: print.value,
        said: said(name.model, raw))
      script = Self.script(ask, answer: answer, fault: fault)
      script.headers.append((style == .anthropic ? "request-id" : "x-request-id", "req_sim\(answer.name)"))
    }
    script.firstDelayMilliseconds += directive.latencyMilliseconds ?? behaviour.latencyMilliseconds
    script.pieceDelayMilliseconds = directive.chunkMilliseconds ?? behaviour.chunkMilliseconds
    script.headers.append(("x-simulated", "true"))
    return script
  }

  private static func script(_ ask: Ask, answer: Answer, fault: Fault?) -> ReplyScript {
    let tellsUsage = fault?.kind != .noUsage
    switch ask.style {
    case .openAI:
      let reply = OpenAIReply(ask: ask, answer: answer, tellsUsage: tellsUsage)
      return ask.stream
        ? ReplyScript(stream: reply.stream, fault: fault, style: .openAI)
        : ReplyScript(json: reply.whole, fault: fault, style: .openAI)
    case .anthropic:
      let reply = AnthropicReply(ask: ask, answer: answer, tellsUsage: tellsUsage)
      return ask.stream
        ? ReplyScript(stream: reply.stream, fault: fault, style: .anthropic)
        : ReplyScript(json: reply.whole, fault: fault, style: .anthropic)
    }
  }

  // Retries and fallbacks differ in the model only; a stream says the same as a plain reply.
  private static func likeness(of body: JSONValue) -> Fingerprint {
    var print = Fingerprint()
    for member in body.members ?? [] where !["model", "stream", "stream_options"].contains(member.name) {
      print.add(member.name.utf8)
      print.add(member.value.bytes)
    }
    return print
  }

  private static func directive(header: String?, user: String?) throws(Ask.Mistake) -> Directive {
    func read(_ text: String?, from place: String) throws(Ask.Mistake) -> Directive {
      guard let text else { return Directive() }
      do {
        return try Directive(parsing: text)
      } catch {
        throw Ask.Mistake(message: "\(place): \(error.message)", parameter: place)
      }
    }
    let prefix = "simulate:"
    let asked = user.flatMap { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : nil }
    return try read(header, from: "x-simulate").over(read(asked, from: "user"))
  }

  private static let models: JSONValue = [
    "object": "list",
    "data": .array(
      ["simulated-large", "simulated-small"].map { name -> JSONValue in
        [
          "id": .string(name), "object": "model", "created": .int(OpenAIReply.created), "owned_by": "simulator",
          "type": "model", "display_name": .string(name), "created_at": "2026-01-01T00:00:00Z",
        ]
      }),
    "has_more": false, "first_id": "simulated-large", "last_id": "simulated-small",
  ]
}
