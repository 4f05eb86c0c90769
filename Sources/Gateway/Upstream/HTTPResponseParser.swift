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

  /// What is wrong with the bytes.
  struct Malformed: Error, Equatable, CustomStringConvertible {
    var description: String
  }

  private enum State: Equatable {
    case head
    case fixed(remaining: Int)
    case untilClose
    case chunkSize
    case chunkData(remaining: Int)
    case chunkEnd
    case trailer
    case ended
  }

  static let maximumHeadBytes = 64 << 10
  private var state = State.head
  private var keepAlive = true

  /// True between responses, when a pooled connection may be used again.
  var isIdle: Bool { state == .head }
  /// False once the connection must be closed after this response.
  var isReusable: Bool { keepAlive }

  /// The next part, or nil when more bytes are needed.
  mutating func next(_ buffer: inout ByteBuffer) throws(Malformed) -> Part? {
    while true {
      switch state {
      case .head:
        guard let (head, framing) = try parseHead(&buffer) else { return nil }
        // 1xx responses announce the real one.
        if head.status < 200 { continue }
        keepAlive = head.keepAlive
        state = framing
        if head.status == 204 || head.status == 304 || framing == .fixed(remaining: 0) { state = .ended }
        return .head(head)
      case .fixed(let remaining):
        guard let slice = buffer.readSlice(length: min(remaining, buffer.readableBytes)), slice.readableBytes > 0 else {
          return nil
        }
        let left = remaining - slice.readableBytes
        state = left == 0 ? .ended : .fixed(remaining: left)
        return .body(slice)
      case .untilClose:
        guard let slice = buffer.readSlice(length: buffer.readableBytes), slice.readableBytes > 0 else { return nil }
        return .body(slice)
      case .chunkSize:
        guard let line = try readLine(&buffer, limit: 4096) else { return nil }
        let size = try Self.chunkSize(line)
        state = size == 0 ? .trailer : .chunkData(remaining: size)
      case .chunkData(let remaining):
        guard let slice = buffer.readSlice(length: min(remaining, buffer.readableBytes)), slice.readableBytes > 0 else {
          return nil
        }
        let left = remaining - slice.readableBytes
        state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
        return .body(slice)
      case .chunkEnd:
        guard let line = try readLine(&buffer, limit: 2) else { return nil }
        guard line.readableBytes == 0 else { throw Malformed(description: "a chunk is longer than its size says") }
        state = .chunkSize
      case .trailer:
        guard let line = try readLine(&buffer, limit: Self.maximumHeadBytes) else { return nil }
        if line.readableBytes == 0 { state = .ended }
      case .ended:
        state = .head
        return .end
      }
    }
  }

  /// What it means that the upstream closed the connection now.
  mutating func closed() throws(Malformed) -> Part? {
    switch state {
    case .head: return nil
    case .untilClose, .ended:
      state = .head
      keepAlive = false
      return .end
    default: throw Malformed(description: "the upstream closed the connection before the response was complete")
    }
  }

  private func readLine(_ buffer: inout ByteBuffer, limit: Int) throws(Malformed) -> ByteBuffer? {
    guard let newline = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else {
      guard buffer.readableBytes <= limit else { throw Malformed(description: "a line is longer than \(limit) bytes") }
      return nil
    }
    let length = newline - buffer.readerIndex
    guard var line = buffer.readSlice(length: length) else { return nil }
    buffer.moveReaderIndex(forwardBy: 1)
    if line.readableBytesView.last == UInt8(ascii: "\r") { line.moveWriterIndex(to: line.writerIndex - 1) }
    return line
  }

  private static func chunkSize(_ line: ByteBuffer) throws(Malformed) -> Int {
    var size = 0
    var digits = 0
    for byte in line.readableBytesView {
      guard let digit = hexDigit(byte) else {
        // A chunk extension or blanks may follow the size.
        guard digits > 0, byte == UInt8(ascii: ";") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else {
          throw Malformed(description: "a chunk size is not a hexadecimal number")
        }
        break
      }
      digits += 1
      guard digits <= 8 else { throw Malformed(description: "a chunk size is too large") }
      size = size << 4 | digit
    }
    guard digits > 0 else { throw Malformed(description: "a chunk size is missing") }
    return size
  }

  private static func hexDigit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 55
    default: nil
    }
  }
}

extension HTTPResponseParser {
  // The whole head must be there before any of it is read, so that a head split over packets costs nothing extra.
  private func parseHead(_ buffer: inout ByteBuffer) throws(Malformed) -> (Head, State)? {
    guard let length = Self.headLength(buffer) else {
      guard buffer.readableBytes <= Self.maximumHeadBytes else {
        throw Malformed(description: "the response head is longer than \(Self.maximumHeadBytes) bytes")
      }
      return nil
    }
    guard let view = buffer.readSlice(length: length)?.readableBytesView else { return nil }
    var start = view.startIndex
    var head: Head?
    var contentLength: Int?
    var chunked = false
    while let end = view[start...].firstIndex(of: UInt8(ascii: "\n")) {
      var line = view[start..<end]
      start = end + 1
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      if line.isEmpty { break }
      guard head != nil else {
        head = try Self.statusLine(line)
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
        throw Malformed(description: "a header line has no colon")
      }
      let value = Self.trimmed(line[(colon + 1)...])
      switch Self.name(line[..<colon]) {
      case .contentLength:
        guard let number = Int(value), number >= 0, contentLength == nil || contentLength == number else {
          throw Malformed(description: "the Content-Length '\(value)' is not valid")
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
      case nil: break
      }
    }
    guard let head else { throw Malformed(description: "the response has no status line") }
    if chunked { return (head, .chunkSize) }
    if let contentLength { return (head, .fixed(remaining: contentLength)) }
    var unframed = head
    unframed.keepAlive = false
    return (unframed, .untilClose)
  }

  private enum Name {
    case contentLength, transferEncoding, connection, contentType, requestID, retryAfter, retryAfterMilliseconds
  }

  // Length first: most fields are told apart without comparing a byte.
  private static func name(_ bytes: ByteBufferView.SubSequence) -> Name? {
    switch bytes.count {
    case 10 where equal(bytes, "connection"): .connection
    case 10 where equal(bytes, "request-id"): .requestID
    case 11 where equal(bytes, "retry-after"): .retryAfter
    case 12 where equal(bytes, "content-type"): .contentType
    case 12 where equal(bytes, "x-request-id"): .requestID
    case 14 where equal(bytes, "content-length"): .contentLength
    case 14 where equal(bytes, "retry-after-ms"): .retryAfterMilliseconds
    case 17 where equal(bytes, "transfer-encoding"): .transferEncoding
    default: nil
    }
  }

  private static func equal(_ bytes: ByteBufferView.SubSequence, _ name: StaticString) -> Bool {
    name.withUTF8Buffer { expected in
      zip(bytes, expected).allSatisfy { ($0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0) == $1 }
    }
  }

  private static func trimmed(_ bytes: ByteBufferView.SubSequence) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 32 || first == 9 { bytes = bytes.dropFirst() }
    while let last = bytes.last, last == 32 || last == 9 { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func statusLine(_ line: ByteBufferView.SubSequence) throws(Malformed) -> Head {
    let bytes = Array(line.prefix(12))
    guard bytes.count == 12, bytes.starts(with: Array("HTTP/1.".utf8)), bytes[8] == 32,
      let status = Int(String(decoding: bytes[9...], as: UTF8.self)), (100...999).contains(status)
    else { throw Malformed(description: "the response does not begin with an HTTP/1.1 status line") }
    return Head(status: status, keepAlive: bytes[7] == UInt8(ascii: "1"))
  }

  private static func headLength(_ buffer: ByteBuffer) -> Int? {
    buffer.withUnsafeReadableBytes { bytes -> Int? in
      var index = 0
      let count = min(bytes.count, maximumHeadBytes)
      while index < count {
        guard let newline = bytes[index..<count].firstIndex(of: 10) else { return nil }
        if newline + 1 < count, bytes[newline + 1] == 10 { return newline + 2 }
        if newline + 2 < count, bytes[newline + 1] == 13, bytes[newline + 2] == 10 { return newline + 3 }
        index = newline + 1
      }
      return nil
    }
  }
}
