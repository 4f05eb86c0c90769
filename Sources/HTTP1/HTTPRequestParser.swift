package import NIOCore

/// Reads HTTP/1.1 requests from bytes (RFC 9112), one after the other. Pure: no channel, no timers.
///
/// Strict where leniency has let requests be smuggled past a proxy: lines end with CR and LF, no blank stands before a
/// colon, lines are not folded, a length is digits and said once, and never beside a transfer coding.
package struct HTTPRequestParser {
  package enum Part {
    case head(RequestHead)
    case body(ByteBuffer)
    case end
  }

  /// Fields of a head, at most.
  static let maximumFields = 256
  /// The longest path, in bytes: nothing that is served has one near that, and what looks paths up may rely on it.
  package static let maximumPathBytes = 2048
  /// The longest path with its query, in bytes.
  package static let maximumTargetBytes = 8192
  private let headLimit: Int
  // The body under way; nil between requests.
  private var body: HTTPBodyReader?
  // How much of an unfinished head has been searched for its end.
  private var searched = 0

  /// A parser; `headLimit` bounds request line and fields together, in bytes.
  package init(headLimit: Int) { self.headLimit = headLimit }

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
    // An empty line before a request is a leftover of the one before.
    while buffer.readableBytes >= 2, buffer.getInteger(at: buffer.readerIndex, as: UInt16.self) == 0x0D0A {
      buffer.moveReaderIndex(forwardBy: 2)
      searched = 0
    }
    guard let length = try headLength(buffer.readableBytesUInt8Span) else { return nil }
    let (head, framing) = try Self.head(buffer.readableBytesUInt8Span.extracting(first: length))
    buffer.moveReaderIndex(forwardBy: length)
    body = HTTPBodyReader(framing, isStrict: true, trailerLimit: headLimit)
    return .head(head)
  }

  // Up to and with the empty line; nil when it has not come yet.
  private mutating func headLength(_ bytes: Span<UInt8>) throws(HTTPMalformed) -> Int? {
    var place = searched
    while let newline = HTTPText.index(of: UInt8(ascii: "\n"), in: bytes, from: place) {
      guard newline < headLimit else { throw tooLong }
      place = newline + 1
      guard newline > 0, bytes[newline - 1] == UInt8(ascii: "\r") else {
        throw HTTPMalformed("a line of the head does not end with CR and LF")
      }
      if newline >= 3, bytes[newline - 2] == UInt8(ascii: "\n") {
        searched = 0
        return newline + 1
      }
    }
    guard bytes.count <= headLimit else { throw tooLong }
    searched = bytes.count
    return nil
  }

  private var tooLong: HTTPMalformed {
    HTTPMalformed("the request's header fields are larger than \(headLimit) bytes", status: 431)
  }

  // `bytes` ends with an empty line, and each of its lines with CR and LF.
  private static func head(_ bytes: Span<UInt8>) throws(HTTPMalformed) -> (RequestHead, HTTPBodyReader.Framing) {
    var start = 0
    func line() -> Range<Int> {
      let newline = HTTPText.index(of: UInt8(ascii: "\n"), in: bytes, from: start) ?? bytes.count - 1
      defer { start = newline + 1 }
      return start..<(newline - 1)
    }
    let head = try requestLine(bytes.extracting(line()))
    var framing = Framing()
    var fields = 0
    while start < bytes.count - 2 {
      let field = bytes.extracting(line())
      fields += 1
      guard fields <= maximumFields else {
        throw HTTPMalformed("the request has more than \(maximumFields) header fields", status: 431)
      }
      guard let colon = HTTPText.index(of: UInt8(ascii: ":"), in: field) else {
        throw HTTPMalformed("a header line has no colon")
      }
      let name = field.extracting(first: colon)
      guard HTTPText.isToken(name) else {
        throw HTTPMalformed("a header's name has a byte that names may not have, or a line is folded")
      }
      let rest = field.extracting((colon + 1)...)
      let value = rest.extracting(HTTPText.trimmed(rest))
      guard HTTPText.isFieldValue(value) else {
        throw HTTPMalformed("the header '\(HTTPText.excerpt(name))' has a control character in its value")
      }
      try framing.take(name, value)
      try head.take(name, value)
    }
    return (head, try framing.result(head))
  }

  private static func requestLine(_ line: Span<UInt8>) throws(HTTPMalformed) -> RequestHead {
    let blank = UInt8(ascii: " ")
    guard let first = HTTPText.index(of: blank, in: line),
      let second = HTTPText.index(of: blank, in: line, from: first + 1),
      HTTPText.isToken(line.extracting(first: first)), second > first + 1,
      isTarget(line.extracting((first + 1)..<second))
    else { throw HTTPMalformed("its first line is not 'METHOD target HTTP/1.1'") }
    let target = line.extracting((first + 1)..<second)
    let path = HTTPText.index(of: UInt8(ascii: "?"), in: target) ?? target.count
    guard path <= maximumPathBytes, target.count <= maximumTargetBytes else {
      throw HTTPMalformed(
        "the path is longer than \(maximumPathBytes) bytes, or with its query than \(maximumTargetBytes)", status: 414,
        code: "uri_too_long")
    }
    let version = line.extracting((second + 1)...)
    let isHTTP11 = HTTPText.equal(version, "http/1.1")
    guard version.count == 8, version[0] == UInt8(ascii: "H"), isHTTP11 || HTTPText.equal(version, "http/1.0") else {
      throw HTTPMalformed("its version is not HTTP/1.1")
    }
    return RequestHead(
      method: line.extracting(first: first), path: target.extracting(first: path), isHTTP10: !isHTTP11)
  }

  /// What the fields say of where the body ends.
  private struct Framing {
    private var contentLength: Int?
    private var isChunked = false
    private var hosts = 0

    mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(HTTPMalformed) {
      switch name.count {
      case 4 where HTTPText.equal(name, "host"):
        hosts += 1
        guard hosts == 1 else { throw HTTPMalformed("it has more than one Host field") }
      case 14 where HTTPText.equal(name, "content-length"):
        guard let length = HTTPText.number(value), contentLength == nil || contentLength == length else {
          throw HTTPMalformed("its Content-Length is not one number")
        }
        contentLength = length
      case 17 where HTTPText.equal(name, "transfer-encoding"):
        guard !isChunked, HTTPText.equal(value, "chunked") else {
          throw HTTPMalformed("its Transfer-Encoding is not 'chunked'")
        }
        isChunked = true
      default: break
      }
    }

    func result(_ head: RequestHead) throws(HTTPMalformed) -> HTTPBodyReader.Framing {
      // RFC 9112 section 3.2: without it the request may have been meant for somebody else.
      guard hosts == 1 || head.isHTTP10 else { throw HTTPMalformed("it has no Host field, which HTTP/1.1 asks for") }
      guard isChunked else { return .fixed(contentLength ?? 0) }
      guard contentLength == nil else { throw HTTPMalformed("it has a Content-Length beside a Transfer-Encoding") }
      guard !head.isHTTP10 else { throw HTTPMalformed("HTTP/1.0 has no Transfer-Encoding") }
      return .chunked
    }
  }

  // A path, or a whole URL as proxies are sent; visible ASCII without blanks.
  private static func isTarget(_ bytes: Span<UInt8>) -> Bool {
    let isPath = bytes[0] == UInt8(ascii: "/")
    guard isPath || bytes.count > 7 && HTTPText.equal(bytes.extracting(first: 4), "http") else { return false }
    for index in bytes.indices where bytes[index] <= 32 || bytes[index] >= 127 { return false }
    return true
  }
}
