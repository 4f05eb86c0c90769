/// What the gateway needs of a request's head, taken in one pass over its fields.
///
/// A class, as it is handed on many times within a request: one reference is counted instead of each of its texts.
final class RequestHead {
  /// Methods that the gateway knows.
  enum Method: Equatable {
    case get, head, post
    case other(String)

    var name: String {
      switch self {
      case .get: "GET"
      case .head: "HEAD"
      case .post: "POST"
      case .other(let name): name
      }
    }
  }

  let method: Method
  /// The path without a query.
  let path: String
  let isHTTP10: Bool
  /// The caller's key, from `authorization: Bearer` or `x-api-key`.
  private(set) var token: String?
  private(set) var useCase: String?
  private(set) var dataClass: String?
  private(set) var contentLength: Int?
  private(set) var expectsContinue = false
  private(set) var keepAlive: Bool
  /// True when the caller is an Anthropic client, by its version field.
  private(set) var speaksAnthropic = false
  /// Fields that are handed on to an upstream of the caller's dialect, ready for the wire.
  private(set) var forwarded = ""

  init(method: Span<UInt8>, target: Span<UInt8>, isHTTP10: Bool) {
    self.method =
      switch HTTPText.text(method) {
      case "GET": .get
      case "HEAD": .head
      case "POST": .post
      case let name: .other(name)
      }
    let end = HTTPText.index(of: UInt8(ascii: "?"), in: target) ?? target.count
    path = HTTPText.text(target.extracting(first: end))
    self.isHTTP10 = isHTTP10
    keepAlive = !isHTTP10
  }

  /// Takes what is needed of a field; the others are passed over.
  func take(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(HTTPMalformed) {
    // The length tells most fields apart before any letter is compared.
    switch name.count {
    case 6 where HTTPText.equal(name, "expect"): expectsContinue = HTTPText.equal(value, "100-continue")
    case 9 where HTTPText.equal(name, "x-api-key"): token = token ?? HTTPText.text(value)
    case 10 where HTTPText.equal(name, "connection"):
      if HTTPText.list(value, has: "close") {
        keepAlive = false
      } else if HTTPText.list(value, has: "keep-alive") {
        keepAlive = true
      }
    case 11 where HTTPText.equal(name, "openai-beta"): forward(name, value)
    case 13 where HTTPText.equal(name, "authorization"):
      if value.count > 7, HTTPText.equal(value.extracting(first: 7), "bearer ") {
        let secret = value.extracting(7...)
        token = HTTPText.text(secret.extracting(HTTPText.trimmed(secret)))
      }
    case 14 where HTTPText.equal(name, "content-length"): contentLength = Int(HTTPText.text(value))
    case 14 where HTTPText.equal(name, "anthropic-beta"): forward(name, value)
    case 15 where HTTPText.equal(name, "idempotency-key"): forward(name, value)
    case 16 where HTTPText.equal(name, "content-encoding"):
      guard HTTPText.equal(value, "identity") else {
        throw HTTPMalformed(
          "content-encoding '\(HTTPText.text(value))' is not supported; send the body uncompressed",
          code: "invalid_header")
      }
    case 17 where HTTPText.equal(name, "anthropic-version"): speaksAnthropic = true
    case 20 where HTTPText.equal(name, "x-steelyard-use-case"): useCase = try Self.name(value, field: name)
    case 22 where HTTPText.equal(name, "x-steelyard-data-class"): dataClass = try Self.name(value, field: name)
    default: break
    }
  }

  private func forward(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    forwarded += "\(HTTPText.text(name)): \(HTTPText.text(value))\r\n"
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
