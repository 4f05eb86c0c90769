import NIOCore

/// Reads HTTP/1.1 responses from bytes. Pure: no channel, no timers.
///
/// The gateway needs five header fields of an upstream's response, so it does not build a list of all of them:
/// that list is most of what a general decoder costs.
struct HTTPResponseParser {
  /// What the gateway needs of a response's head.
  struct Head: Equatable, Sendable {
    var status: Int
    var contentType: String = ""
    var requestID: String = ""
    /// Seconds to wait, from `Retry-After` in either of its forms, or `retry-after-ms`.
    var retryAfter: RetryAfter?
    var keepAlive: Bool = true
  }

  /// `Retry-After` as sent: a delay or a date.
  enum RetryAfter: Equatable, Sendable {
    case milliseconds(Int64)
    case date(String)
  }

  enum Part: Equatable {
    case head(Head)
    case body(ByteBuffer)
    case end
  }

  static let maximumHeadBytes = 64 << 10
  // The body under way; nil between responses.
  private var body: HTTPBodyReader?
  private var keepAlive = true

  /// True between responses, when a pooled connection may be used again.
  var isIdle: Bool { body == nil }
  /// False once the connection must be closed after this response.
  var isReusable: Bool { keepAlive }

  /// The next part, or nil when more bytes are needed.
  mutating func next(_ buffer: inout ByteBuffer) throws(HTTPMalformed) -> Part? {
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
      // 1xx responses announce the real one.
      if head.status < 200 { continue }
      keepAlive = head.keepAlive
      let hasNone = head.status == 204 || head.status == 304
      body = HTTPBodyReader(hasNone ? .fixed(0) : framing, isStrict: false, trailerLimit: Self.maximumHeadBytes)
      return .head(head)
    }
    return nil
  }

  /// What it means that the upstream closed the connection now.
  mutating func closed() throws(HTTPMalformed) -> Part? {
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
  private func parseHead(_ buffer: inout ByteBuffer) throws(HTTPMalformed) -> (Head, HTTPBodyReader.Framing)? {
    guard let (head, state, length) = try Self.head(buffer.readableBytesUInt8Span) else { return nil }
    buffer.moveReaderIndex(forwardBy: length)
    return (head, state)
  }

  private static func head(_ bytes: Span<UInt8>) throws(HTTPMalformed) -> (Head, HTTPBodyReader.Framing, Int)? {
    guard let length = headLength(bytes) else {
      guard bytes.count <= maximumHeadBytes else {
        throw HTTPMalformed("the response head is longer than \(maximumHeadBytes) bytes")
      }
      return nil
    }
    let (head, state) = try wholeHead(bytes.extracting(first: length))
    return (head, state, length)
  }

  private static func wholeHead(_ bytes: Span<UInt8>) throws(HTTPMalformed) -> (Head, HTTPBodyReader.Framing) {
    var head: Head?
    var contentLength: Int?
    var chunked = false
    var start = 0
    while start < bytes.count, let newline = HTTPText.index(of: UInt8(ascii: "\n"), in: bytes, from: start) {
      let hasReturn = newline > start && bytes[newline - 1] == UInt8(ascii: "\r")
      let line = bytes.extracting(start..<(hasReturn ? newline - 1 : newline))
      start = newline + 1
      if line.isEmpty { break }
      guard head != nil else {
        head = try statusLine(line)
        continue
      }
      guard let colon = HTTPText.index(of: UInt8(ascii: ":"), in: line) else {
        throw HTTPMalformed("a header line has no colon")
      }
      guard let name = name(line.extracting(first: colon)) else { continue }
      let rest = line.extracting((colon + 1)...)
      let value = HTTPText.text(rest.extracting(HTTPText.trimmed(rest)))
      switch name {
      case .contentLength:
        guard let number = Int(value), number >= 0, contentLength == nil || contentLength == number else {
          throw HTTPMalformed("the Content-Length '\(value)' is not valid")
        }
        contentLength = number
      case .transferEncoding: chunked = value.lowercased().hasSuffix("chunked")
      case .connection: if value.lowercased().contains("close") { head?.keepAlive = false }
      case .contentType: head?.contentType = value
      case .requestID: head?.requestID = value
      case .retryAfter:
        if head?.retryAfter == nil { head?.retryAfter = Int64(value).map { .milliseconds($0 &* 1000) } ?? .date(value) }
      case .retryAfterMilliseconds:
        if let delay = Double(value), delay >= 0, delay < 1e12 {
          head?.retryAfter = .milliseconds(Int64(delay))
        }
      }
    }
    guard var head else { throw HTTPMalformed("the response has no status line") }
    if chunked { return (head, .chunked) }
    if let contentLength { return (head, .fixed(contentLength)) }
    head.keepAlive = false
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

  private static func statusLine(_ line: Span<UInt8>) throws(HTTPMalformed) -> Head {
    guard line.count >= 12, line[8] == 32, HTTPText.equal(line.extracting(first: 7), "http/1."),
      let status = Int(HTTPText.text(line.extracting(9..<12))), (100...999).contains(status)
    else { throw HTTPMalformed("the response does not begin with an HTTP/1.1 status line") }
    return Head(status: status, keepAlive: line[7] == UInt8(ascii: "1"))
  }

  // Up to and with the empty line.
  private static func headLength(_ bytes: Span<UInt8>) -> Int? {
    let count = min(bytes.count, maximumHeadBytes)
    var place = 0
    while let newline = HTTPText.index(of: UInt8(ascii: "\n"), in: bytes.extracting(first: count), from: place) {
      if newline + 1 < count, bytes[newline + 1] == 10 { return newline + 2 }
      if newline + 2 < count, bytes[newline + 1] == 13, bytes[newline + 2] == 10 { return newline + 3 }
      place = newline + 1
    }
    return nil
  }
}
