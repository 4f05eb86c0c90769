extension WireError {
  /// The body of an HTTP answer in the caller's dialect.
  public func body(_ dialect: Dialect) -> [UInt8] {
    var out: [UInt8] = []
    document(dialect).write(into: &out)
    return out
  }

  /// The event that ends a stream with this error in the caller's dialect.
  public func streamEvent(_ dialect: Dialect) -> [UInt8] {
    var out: [UInt8] = []
    if dialect == .anthropicMessages { out.append("event: error\n") }
    out.append("data: ")
    document(dialect).write(into: &out)
    out.append("\n\n")
    return out
  }

  /// The class of error in `dialect`: the given one if the dialect has it, else the one of the status.
  public func type(in dialect: Dialect) -> String {
    switch dialect {
    case .openAIChat:
      if let type, !Self.anthropicOnly.contains(type) { return type }
      if status == 429, code == "insufficient_quota" { return "insufficient_quota" }
      return Self.openAIType(status)
    case .anthropicMessages:
      if let type, Self.anthropicTypes.contains(type) { return type }
      return Self.anthropicType(status)
    }
  }

  private func document(_ dialect: Dialect) -> JSONValue {
    let taken: Set<String> = ["message", "type", "param", "code"]
    let more = extra.filter { !taken.contains($0.0) }
    switch dialect {
    case .openAIChat:
      let members: [(String, JSONValue)] = [
        ("message", .string(message)), ("type", .string(type(in: dialect))),
        ("param", param.map(JSONValue.string) ?? .null), ("code", code.map(JSONValue.string) ?? .null),
      ]
      return .object([("error", .object(members + more))])
    case .anthropicMessages:
      let members: [(String, JSONValue)] = [("type", .string(type(in: dialect))), ("message", .string(message))]
      return .object([("type", .string("error")), ("error", .object(members + more))])
    }
  }

  private static let anthropicOnly: Set<String> = ["api_error", "overloaded_error", "request_too_large"]

  private static let anthropicTypes: Set<String> = [
    "invalid_request_error", "authentication_error", "billing_error", "permission_error", "not_found_error",
    "request_too_large", "rate_limit_error", "timeout_error", "api_error", "overloaded_error",
  ]

  private static func openAIType(_ status: Int) -> String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 429: "rate_limit_error"
    case 500...: "server_error"
    default: "invalid_request_error"
    }
  }

  private static func anthropicType(_ status: Int) -> String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 413: "request_too_large"
    case 429: "rate_limit_error"
    case 503, 529: "overloaded_error"
    case 500...: "api_error"
    default: "invalid_request_error"
    }
  }
}
