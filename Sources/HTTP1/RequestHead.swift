/// What the gateway needs of a request's head, taken in one pass over its fields.
///
/// A class, as it is handed on many times within a request: one reference is counted instead of each of its texts.
package final class RequestHead {
  /// Methods that the gateway knows.
  package enum Method: Equatable {
    case get, head, post
    case other(String)

    /// As it is written.
    package var name: String {
      switch self {
      case .get: "GET"
      case .head: "HEAD"
      case .post: "POST"
      case .other(let name): name
      }
    }
  }

  package let method: Method
  /// The path without a query, `HTTPRequestParser.maximumPathBytes` at most.
  package let path: String
  package let isHTTP10: Bool
  /// The caller's key, from `authorization: Bearer` or `x-api-key`.
  package private(set) var token: String?
  package private(set) var useCase: String?
  package private(set) var dataClass: String?
  package private(set) var contentLength: Int?
  /// True when the caller waits for leave to send the body; HTTP/1.0 has no such thing.
  package private(set) var expectsContinue = false
  package private(set) var keepAlive: Bool
  /// True when the caller is an Anthropic client, by its version field.
  package private(set) var speaksAnthropic = false
  /// The name by which the caller reached us, with its port, in lower case.
  package private(set) var host: String?
  /// The site of the page that a browser sends this for, in lower case.
  package private(set) var origin: String?
  /// How that site stands to ours, as browsers say it, in lower case: `same-origin`, `cross-site`.
  package private(set) var fetchSite: String?
  /// The caller's name for this request, so that it is not served twice.
  package private(set) var idempotencyKey: String?
  /// Fields that are handed on to an upstream of the caller's dialect, ready for the wire.
  package private(set) var forwarded = ""

  init(method: Span<UInt8>, path: Span<UInt8>, isHTTP10: Bool) {
    self.method =
      switch HTTPText.text(method) {
      case "GET": .get
      case "HEAD": .head
      case "POST": .post
      case let name: .other(name)
      }
    self.path = HTTPText.text(path)
    self.isHTTP10 = isHTTP10
    keepAlive = !isHTTP10
  }

  /// Takes what is needed of a field; the others are passed over.
  func take(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(HTTPMalformed) {
    // The length tells most fields apart before any letter is compared.
    switch name.count {
    case 4 where HTTPText.equal(name, "host"): host = try Self.lowercased(value, field: name, limit: .host)
    case 6 where HTTPText.equal(name, "expect"): expectsContinue = !isHTTP10 && HTTPText.equal(value, "100-continue")
    case 6 where HTTPText.equal(name, "origin"): origin = try Self.lowercased(value, field: name, limit: .origin)
    case 9 where HTTPText.equal(name, "x-api-key"):
      let secret = try Self.text(value, field: name, limit: .secret)
      if token == nil { token = secret }
    case 10 where HTTPText.equal(name, "connection"):
      if HTTPText.list(value, has: "close") {
        keepAlive = false
      } else if HTTPText.list(value, has: "keep-alive") {
        keepAlive = true
      }
    case 11 where HTTPText.equal(name, "openai-beta"): try forward(name, value)
    case 13 where HTTPText.equal(name, "authorization"):
      guard value.count <= Limit.secret.rawValue else { throw Self.tooLong(name, .secret) }
      if value.count > 7, HTTPText.equal(value.extracting(first: 7), "bearer ") {
        let secret = value.extracting(7...)
        token = HTTPText.text(secret.extracting(HTTPText.trimmed(secret)))
      }
    case 14 where HTTPText.equal(name, "content-length"): contentLength = HTTPText.number(value)
    case 14 where HTTPText.equal(name, "anthropic-beta"): try forward(name, value)
    case 14 where HTTPText.equal(name, "sec-fetch-site"):
      fetchSite = try Self.lowercased(value, field: name, limit: .fetchSite)
    case 15 where HTTPText.equal(name, "idempotency-key"):
      idempotencyKey = try Self.text(value, field: name, limit: .idempotencyKey)
    case 16 where HTTPText.equal(name, "content-encoding"):
      guard HTTPText.equal(value, "identity") else {
        throw HTTPMalformed(
          "content-encoding '\(HTTPText.excerpt(value))' is not supported; send the body uncompressed",
          code: "invalid_header")
      }
    case 17 where HTTPText.equal(name, "anthropic-version"): speaksAnthropic = true
    case 20 where HTTPText.equal(name, "x-steelyard-use-case"): useCase = try Self.name(value, field: name)
    case 22 where HTTPText.equal(name, "x-steelyard-data-class"): dataClass = try Self.name(value, field: name)
    default: break
    }
  }

  /// The longest values that are taken of fields, bytes.
  private enum Limit: Int {
    case fetchSite = 32
    case host = 255
    case idempotencyKey = 256
    case origin = 512
    /// Tokens of identity providers are a few kilobytes long.
    case secret = 4_096
    /// All fields together that are handed on.
    case forwarded = 8_192
  }

  private func forward(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(HTTPMalformed) {
    let text = try Self.text(value, field: name, limit: .forwarded)
    forwarded += "\(HTTPText.text(name)): \(text)\r\n"
    guard forwarded.utf8.count <= Limit.forwarded.rawValue else { throw Self.tooLong(name, .forwarded) }
  }

  private static func text(
    _ value: Span<UInt8>, field: Span<UInt8>, limit: Limit
  ) throws(HTTPMalformed) -> String {
    guard value.count <= limit.rawValue else { throw tooLong(field, limit) }
    return HTTPText.text(value)
  }

  private static func lowercased(
    _ value: Span<UInt8>, field: Span<UInt8>, limit: Limit
  ) throws(HTTPMalformed) -> String {
    let text = try text(value, field: field, limit: limit)
    for index in value.indices where value[index] >= 128 || (65...90).contains(value[index]) {
      return text.lowercased()
    }
    return text
  }

  private static func tooLong(_ field: Span<UInt8>, _ limit: Limit) -> HTTPMalformed {
    HTTPMalformed(
      "the header '\(HTTPText.excerpt(field))' is longer than \(limit.rawValue) bytes", status: 431,
      code: "invalid_header")
  }

  private static func name(_ value: Span<UInt8>, field: Span<UInt8>) throws(HTTPMalformed) -> String {
    var isPlain = (1...64).contains(value.count)
    for index in value.indices where value[index] <= 32 || value[index] >= 127 { isPlain = false }
    guard isPlain else {
      throw HTTPMalformed(
        "the header '\(HTTPText.text(field))' must have 1 to 64 printable ASCII characters without blanks",
        code: "invalid_header")
    }
    return HTTPText.text(value)
  }
}
