extension WireError {
  /// The error in an upstream's body, in either dialect or one of the shapes that compatible servers use.
  ///
  /// Nil if the body holds none. Without a status, as within a stream, one is told from type and code.
  public init?(upstreamBody body: Span<UInt8>, status: Int?) {
    guard let document = try? JSONValue.parse(body) else { return nil }
    self.init(upstream: document, status: status)
  }

  /// The error in an upstream's document, nil if it holds none.
  public init?(upstream document: JSONValue, status: Int?) {
    let error = document["error"]
    let details = error?.object == nil ? document : error ?? document
    guard let message = details["message"]?.string ?? error?.string ?? Self.detail(document) ?? Self.text(error)
    else { return nil }
    let type = error?.object == nil && details["type"]?.name == "error" ? nil : details["type"]?.string
    let code = details["code"]
    self.init(
      status: status ?? Self.status(type: type, code: code), message: message, type: type,
      code: code?.string ?? code?.integer.map(String.init), param: details["param"]?.string)
  }

  private static func detail(_ document: JSONValue) -> String? {
    guard let detail = document["detail"] else { return nil }
    return detail.string ?? text(detail)
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let value, !value.isNull else { return nil }
    var bytes: [UInt8] = []
    value.write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func status(type: String?, code: JSONValue?) -> Int {
    if let code = code?.integer ?? code?.string.flatMap({ Int($0) }), 400...599 ~= code { return code }
    switch type ?? code?.string {
    case "invalid_request_error", "BadRequestError", "context_length_exceeded": return 400
    case "authentication_error", "invalid_api_key": return 401
    case "billing_error": return 402
    case "permission_error": return 403
    case "not_found_error", "NotFoundError": return 404
    case "request_too_large": return 413
    case "rate_limit_error", "rate_limit_exceeded", "insufficient_quota": return 429
    case "api_error", "server_error", "internal_server_error", "InternalServerError": return 500
    case "timeout_error": return 504
    case "overloaded_error": return 529
    default: return 502
    }
  }
}
