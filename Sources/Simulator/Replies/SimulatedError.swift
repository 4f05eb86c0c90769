/// An error reply in the words of either API.
struct SimulatedError: Sendable {
  var status: Int
  var message: String
  var parameter: String?

  /// An error that the simulator was asked for, or one about a request when `message` says what is wrong.
  init(status: Int, message: String? = nil, parameter: String? = nil) {
    self.status = status
    self.message = message ?? "[simulated error] HTTP \(status) was asked for"
    self.parameter = parameter
  }

  /// The body in a dialect.
  func body(_ style: Ask.Style) -> JSONValue {
    switch style {
    case .openAI:
      [
        "error": [
          "message": .string(message), "type": .string(openAIType),
          "param": parameter.map { .string($0) } ?? .null, "code": openAICode.map { .string($0) } ?? .null,
        ]
      ]
    case .anthropic:
      [
        "type": "error", "error": ["type": .string(anthropicType), "message": .string(message)],
        "request_id": "req_simulated",
      ]
    }
  }

  /// The whole reply, with `Retry-After` if the fault has one.
  func reply(_ style: Ask.Style, fault: Fault? = nil) -> ReplyScript {
    var headers: [(String, String)] = []
    switch fault?.retryAfter {
    case .seconds(let seconds): headers.append(("retry-after", String(seconds)))
    case .date(let seconds): headers.append(("retry-after", HTTPDate.text(secondsFromNow: seconds)))
    case nil: break
    }
    var script = ReplyScript(status: status, json: body(style), headers: headers)
    script.fault = fault
    return script
  }

  private var openAIType: String {
    switch status {
    case 429: "rate_limit_error"
    case 401: "authentication_error"
    case 403: "permission_error"
    case 400..<500: "invalid_request_error"
    default: "server_error"
    }
  }

  private var openAICode: String? {
    switch status {
    case 429: "rate_limit_exceeded"
    case 401: "invalid_api_key"
    case 404: "not_found"
    default: nil
    }
  }

  private var anthropicType: String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 413: "request_too_large"
    case 429: "rate_limit_error"
    case 529, 503: "overloaded_error"
    case 400..<500: "invalid_request_error"
    default: "api_error"
    }
  }
}
