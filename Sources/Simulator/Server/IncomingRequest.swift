/// A whole request, free of any server's types.
struct IncomingRequest: Sendable {
  var method: String
  var path: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  /// The path without its query.
  var route: Substring { path.prefix { $0 != "?" } }

  /// The first value of a header, by its lower-case name.
  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }

  /// The key that it carries, in either API's way.
  var key: String? {
    if let key = header("x-api-key") { return key }
    guard let value = header("authorization"), value.lowercased().hasPrefix("bearer ") else { return nil }
    return String(value.dropFirst("bearer ".count))
  }

  /// The API whose errors the caller understands.
  var style: Ask.Style {
    route.hasSuffix("/messages") || route.hasSuffix("/messages/count_tokens") || header("anthropic-version") != nil
      ? .anthropic : .openAI
  }
}
