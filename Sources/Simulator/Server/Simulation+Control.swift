extension Simulation {
  /// The reply to a request about the simulator itself; nil when it is meant for a model.
  func control(_ request: IncomingRequest) -> ReplyScript? {
    switch (request.method, request.route) {
    case ("GET", "/"), ("GET", "/health"):
      return ReplyScript(json: ["simulated": true, "log": "/_simulate/log"])
    case ("GET", "/_simulate/log"):
      return ReplyScript(json: ["requests": .array(log.map(\.json))])
    case ("POST", "/_simulate/reset"):
      reset()
      return ReplyScript(json: ["reset": true])
    case ("POST", "/_simulate/faults"): return arm(request.body)
    case (_, let route) where route.hasPrefix("/_simulate"):
      let known = "GET /_simulate/log, POST /_simulate/faults, POST /_simulate/reset"
      return SimulatedError(status: 404, message: "unknown control request; known: \(known)").reply(.openAI)
    default: return nil
    }
  }

  private func arm(_ body: [UInt8]) -> ReplyScript {
    func refuse(_ message: String) -> ReplyScript { SimulatedError(status: 400, message: message).reply(.openAI) }
    guard let members = JSONValue(parsing: body)?.members else {
      return refuse("the body must be a JSON object such as {\"model\":\"x\",\"fault\":\"429\",\"times\":2}")
    }
    var pairs: [(String, String)] = []
    for member in members where member.value != .null {
      guard let value = member.value.text ?? member.value.whole.map(String.init) else {
        return refuse("'\(member.name)' must be text or a whole number")
      }
      pairs.append((member.name, value))
    }
    do {
      let directive = try Directive(pairs: pairs)
      guard let fault = directive.fault else { return refuse("'fault' is missing") }
      arm(fault, model: directive.model, times: directive.times ?? 1)
      return ReplyScript(
        json: [
          "armed": .string(fault.description), "model": directive.model.map { .string($0) } ?? .null,
          "times": .int(directive.times ?? 1),
        ])
    } catch {
      return refuse(error.message)
    }
  }
}
