import NIOHTTP1

/// What the gateway needs of a request's head, taken in one pass over its fields.
///
/// A class, as it is handed on many times within a request: one reference is counted instead of each of its texts.
final class RequestHead {
  var method: HTTPMethod
  /// The path without a query.
  var path: String
  /// The caller's key, from `authorization: Bearer` or `x-api-key`.
  var token: String?
  var useCase: String?
  var dataClass: String?
  var contentLength: Int?
  var expectsContinue = false
  var keepAlive: Bool
  var isHTTP10: Bool
  /// True when the caller is an Anthropic client, by its version field.
  var speaksAnthropic = false
  /// Fields that are handed on to an upstream of the caller's dialect, ready for the wire.
  var forwarded = ""

  /// A field that was not acceptable.
  struct Unacceptable: Error { var sentence: String }

  init(_ head: HTTPRequestHead) throws(Unacceptable) {
    method = head.method
    path = head.uri.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(head.uri[..<$0]) } ?? head.uri
    keepAlive = head.isKeepAlive
    isHTTP10 = head.version.major == 1 && head.version.minor == 0
    for (name, value) in head.headers {
      // The length tells most fields apart before any letter is compared.
      switch name.utf8.count {
      case 6 where Self.same(name, "expect"): expectsContinue = Self.same(value, "100-continue")
      case 9 where Self.same(name, "x-api-key"): token = token ?? value
      case 11 where Self.same(name, "openai-beta"): forwarded += "\(name): \(value)\r\n"
      case 13 where Self.same(name, "authorization"):
        if Self.same(value.utf8.prefix(7), "bearer ") { token = Self.trimmed(value.utf8.dropFirst(7)) }
      case 14 where Self.same(name, "content-length"): contentLength = Int(value)
      case 14 where Self.same(name, "anthropic-beta"): forwarded += "\(name): \(value)\r\n"
      case 15 where Self.same(name, "idempotency-key"): forwarded += "\(name): \(value)\r\n"
      case 16 where Self.same(name, "content-encoding"):
        if !Self.same(value, "identity") {
          throw Unacceptable(sentence: "content-encoding '\(value)' is not supported; send the body uncompressed")
        }
      case 17 where Self.same(name, "anthropic-version"):
        speaksAnthropic = true
      case 20 where Self.same(name, "x-steelyard-use-case"): useCase = try Self.name(value, field: name)
      case 22 where Self.same(name, "x-steelyard-data-class"): dataClass = try Self.name(value, field: name)
      default: break
      }
    }
  }

  private static func name(_ value: String, field: String) throws(Unacceptable) -> String {
    guard (1...64).contains(value.utf8.count), value.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw Unacceptable(sentence: "the header '\(field)' must have 1 to 64 printable ASCII characters without blanks")
    }
    return value
  }

  private static func same(_ text: String, _ lowercase: StaticString) -> Bool { same(text.utf8[...], lowercase) }

  private static func same(_ text: Substring.UTF8View, _ lowercase: StaticString) -> Bool {
    lowercase.withUTF8Buffer { expected in
      var place = 0
      for byte in text {
        guard place < expected.count, (byte >= 65 && byte <= 90 ? byte | 0x20 : byte) == expected[place] else {
          return false
        }
        place += 1
      }
      return place == expected.count
    }
  }

  private static func trimmed(_ text: Substring.UTF8View) -> String {
    let blank = UInt8(ascii: " ")
    var text = text.drop { $0 == blank }
    while text.last == blank { text.removeLast() }
    return String(Substring(text))
  }
}
