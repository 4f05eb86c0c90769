package import NIOCore

/// Reads HTTP/1.1 responses from bytes. Pure: no channel, no timers.
///
/// The gateway needs five header fields of an upstream's response, so it does not build a list of all of them:
/// that list is most of what a general decoder costs.
package struct HTTPResponseParser {
  /// What the gateway needs of a response's head.
  package struct Head: Equatable, Sendable {
    package var status: Int
    /// Empty where there is none, or none of a sensible length.
    package var contentType: String = ""
    package var requestID: String = ""
    /// How long to wait, from `Retry-After` in either of its forms, or `retry-after-ms`.
    package var retryAfter: RetryAfter?
    package var keepAlive: Bool = true
  }

  /// `Retry-After` as sent: a delay or a date.
  package enum RetryAfter: Equatable, Sendable {
    /// From 0 to `longest`.
    case milliseconds(Int64)
    case date(String)

    /// A day: no upstream is waited for any longer, whatever it says.
    package static let longest: Int64 = 86_400_000
  }

  package enum Part: Equatable {
    case head(Head)
    case body(ByteBuffer)
    case end
  }

  static let maximumHeadBytes = 64 << 10
  /// Responses that only announce the real one, at most.
  static let maximumInterim = 32
  /// The longest value that is kept of a field, bytes.
  static let maximumValueBytes = 256
  // The body under way; nil between responses.
  private var body: HTTPBodyReader?
  private var keepAlive = true
  private var interim = 0
  // How much of an unfinished head has been searched for its end.
  private var searched = 0

  /// A parser at the begin of a connection.
  package init() {}

  /// True between responses, when a pooled connection may be used again.
  package var isIdle: Bool { body == nil }
  /// False once the connection must be closed after this response.
  package var isReusable: Bool { keepAlive }

  /// The next part, or nil when more bytes are needed.
  package mutating func next(_ buffer: inout ByteBuffer) throws(HTTPMalformed) -> Part? {
    guard body == nil else {
      switch try body?.next(&buffer) {
      case .bytes(let bytes): return .body(bytes)
      case .end:
        body = nil
        return .end
      case nil: return nil
      }
    }
    while let (head, framing) = try parseHead(&buffer) {
      if head.status < 200 {
        guard head.status != 101 else { throw HTTPMalformed("it switches to another protocol, which nobody asked for") }
        interim += 1
        guard interim <= Self.maximumInterim else {
          throw HTTPMalformed("more than \(Self.maximumInterim) interim responses came before the real one")
        }
        continue
      }
      interim = 0
      keepAlive = head.keepAlive
      let hasNone = head.status == 204 || head.status == 304
      body = HTTPBodyReader(hasNone ? .fixed(0) : framing, isStrict: false, trailerLimit: Self.maximumHeadBytes)
      return .head(head)
    }
    return nil
  }

  /// What it means that the upstream closed the connection now.
  package mutating func closed() throws(HTTPMalformed) -> Part? {
    guard let body else { return nil }
    guard body.mayEndHere else {
      throw HTTPMalformed("the upstream closed the connection before the response was complete")
    }
    self.body = nil
    keepAlive = false
    return .end
  }
}

extension HTTPResponseParser {
  // The whole head must be there before any of it is read, so that a head split over packets costs nothing extra.
  private mutating func parseHead(
    _ buffer: inout ByteBuffer
  ) throws(HTTPMalformed) -> (Head, HTTPBodyReader.Framing)? {
    guard let length = try headLength(buffer.readableBytesUInt8Span) else { return nil }
    let result = try Self.wholeHead(buffer.readableBytesUInt8Span.extracting(first: length))
    buffer.moveReaderIndex(forwardBy: length)
    return result
  }

  private static func wholeHead(_ bytes: Span<UInt8>) throws(HTTPMalformed) -> (Head, HTTPBodyReader.Framing) {
    var head = Head(status: 0)
    var contentLength: Int?
    var chunked = false
    var start = 0
    while start < bytes.count, let newline = HTTPText.index(of: UInt8(ascii: "\n"), in: bytes, from: start) {
      let hasReturn = newline > start && bytes[newline - 1] == UInt8(ascii: "\r")
      let line = bytes.extracting(start..<(hasReturn ? newline - 1 : newline))
      start = newline + 1
      if line.isEmpty { break }
      guard head.status > 0 else {
        head = try statusLine(line)
        continue
      }
      guard let colon = HTTPText.index(of: UInt8(ascii: ":"), in: line) else {
        throw HTTPMalformed("a header line has no colon")
      }
      let rawName = line.extracting(first: colon)
      guard HTTPText.isToken(rawName) else {
        throw HTTPMalformed("a header's name has a byte that names may not have, or a line is folded")
      }
      let rest = line.extracting((colon + 1)...)
      let value = rest.extracting(HTTPText.trimmed(rest))
      guard HTTPText.isFieldValue(value) else {
        throw HTTPMalformed("the header '\(HTTPText.excerpt(rawName))' has a control character in its value")
      }
      guard let name = name(rawName) else { continue }
      switch name {
      case .contentLength:
        guard let number = HTTPText.number(value), contentLength == nil || contentLength == number else {
          throw HTTPMalformed("the Content-Length '\(HTTPText.excerpt(value))' is not one number")
        }
        contentLength = number
      case .transferEncoding:
        guard !chunked, HTTPText.equal(value, "chunked") else {
          throw HTTPMalformed("the Transfer-Encoding '\(HTTPText.excerpt(value))' is not 'chunked'")
        }
        chunked = true
      case .connection: if HTTPText.list(value, has: "close") { head.keepAlive = false }
      case .contentType: head.contentType = kept(value)
      case .requestID: head.requestID = kept(value)
      case .retryAfter: if head.retryAfter == nil { head.retryAfter = retryAfter(value) }
      case .retryAfterMilliseconds:
        if let delay = decimal(value) { head.retryAfter = .milliseconds(clamped(delay)) }
      }
    }
    guard head.status > 0 else { throw HTTPMalformed("the response has no status line") }
    if chunked {
      // RFC 9112 section 6.3: a length beside the chunks is a sign of an attempt to smuggle, so nothing may follow.
      if contentLength != nil { head.keepAlive = false }
      return (head, .chunked)
    }
    if let contentLength { return (head, .fixed(contentLength)) }
    if head.status != 204, head.status != 304 { head.keepAlive = false }
    return (head, .untilClose)
  }

  private enum Name {
    case contentLength, transferEncoding, connection, contentType, requestID, retryAfter, retryAfterMilliseconds
  }

  // Length first: most fields are told apart without comparing a byte.
  private static func name(_ bytes: Span<UInt8>) -> Name? {
    switch bytes.count {
    case 10: HTTPText.equal(bytes, "connection") ? .connection : HTTPText.equal(bytes, "request-id") ? .requestID : nil
    case 11: HTTPText.equal(bytes, "retry-after") ? .retryAfter : nil
    case 12:
      HTTPText.equal(bytes, "content-type") ? .contentType : HTTPText.equal(bytes, "x-request-id") ? .requestID : nil
    case 14:
      HTTPText.equal(bytes, "content-length")
        ? .contentLength : HTTPText.equal(bytes, "retry-after-ms") ? .retryAfterMilliseconds : nil
    case 17: HTTPText.equal(bytes, "transfer-encoding") ? .transferEncoding : nil
    default: nil
    }
  }

  private static func kept(_ value: Span<UInt8>) -> String {
    value.count <= maximumValueBytes ? HTTPText.text(value) : ""
  }

  // Seconds, or the text of a date; anything else says nothing.
  private static func retryAfter(_ value: Span<UInt8>) -> RetryAfter? {
    if let seconds = decimal(value) { return .milliseconds(clamped(seconds * 1000)) }
    guard (20...40).contains(value.count), value[0] >= 65 else { return nil }
    return .date(HTTPText.text(value))
  }

  // A number without a sign or an exponent. It may be greater than any integer, hence a floating point number.
  private static func decimal(_ value: Span<UInt8>) -> Double? {
    guard (1...maximumValueBytes).contains(value.count) else { return nil }
    for index in value.indices where !(48...57).contains(value[index]) && value[index] != UInt8(ascii: ".") {
      return nil
    }
    return Double(HTTPText.text(value))
  }

  private static func clamped(_ milliseconds: Double) -> Int64 {
    milliseconds < Double(RetryAfter.longest) ? Int64(milliseconds) : RetryAfter.longest
  }

  private static func statusLine(_ line: Span<UInt8>) throws(HTTPMalformed) -> Head {
    guard line.count >= 12, line[8] == 32, HTTPText.equal(line.extracting(first: 7), "http/1."),
      line[0] == UInt8(ascii: "H"), (48...49).contains(line[7]), line.count == 12 || line[12] == 32,
      let status = HTTPText.number(line.extracting(9..<12)), (100...999).contains(status), HTTPText.isFieldValue(line)
    else { throw HTTPMalformed("the response does not begin with an HTTP/1.1 status line") }
    return Head(status: status, keepAlive: line[7] == UInt8(ascii: "1"))
  }

  // Up to and with the empty line; nil when it has not come yet.
  private mutating func headLength(_ bytes: Span<UInt8>) throws(HTTPMalformed) -> Int? {
    let count = min(bytes.count, Self.maximumHeadBytes)
    // The empty line may have begun with what was there before.
    var place = max(0, searched - 2)
    let head = bytes.extracting(first: count)
    while let newline = HTTPText.index(of: UInt8(ascii: "\n"), in: head, from: place) {
      place = newline + 1
      let follows = place < count && bytes[place] == 13 ? place + 1 : place
      if follows < count, bytes[follows] == 10 {
        searched = 0
        return follows + 1
      }
    }
    guard bytes.count <= Self.maximumHeadBytes else {
      throw HTTPMalformed("the response head is longer than \(Self.maximumHeadBytes) bytes")
    }
    searched = count
    return nil
  }
}
