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
    guard let (head, state, length) = try Self.head(buffer.readableBytesUInt8Span) else { return nil }
    buffer.moveReaderIndex(forwardBy: length)
    return (head, state)
  }

  private static func head(_ bytes: Span<UInt8>) throws(Malformed) -> (Head, State, Int)? {
    guard let length = headLength(bytes) else {
      guard bytes.count <= maximumHeadBytes else {
        throw Malformed(description: "the response head is longer than \(maximumHeadBytes) bytes")
      }
      return nil
    }
    let (head, state) = try wholeHead(bytes.extracting(first: length))
    return (head, state, length)
  }

  private static func wholeHead(_ bytes: Span<UInt8>) throws(Malformed) -> (Head, State) {
    var head: Head?
    var contentLength: Int?
    var chunked = false
    var start = 0
    while start < bytes.count, let newline = index(of: UInt8(ascii: "\n"), in: bytes, from: start) {
      let hasReturn = newline > start && bytes[newline - 1] == UInt8(ascii: "\r")
      let line = bytes.extracting(start..<(hasReturn ? newline - 1 : newline))
      start = newline + 1
      if line.isEmpty { break }
      guard head != nil else {
        head = try statusLine(line)
        continue
      }
      guard let colon = index(of: UInt8(ascii: ":"), in: line, from: 0) else {
        throw Malformed(description: "a header line has no colon")
      }
      guard let name = name(line.extracting(first: colon)) else { continue }
      let value = trimmed(line.extracting((colon + 1)...))
      switch name {
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
      }
    }
    guard var head else { throw Malformed(description: "the response has no status line") }
    if chunked { return (head, .chunkSize) }
    if let contentLength { return (head, .fixed(remaining: contentLength)) }
    head.keepAlive = false
    return (head, .untilClose)
  }

  private enum Name {
    case contentLength, transferEncoding, connection, contentType, requestID, retryAfter, retryAfterMilliseconds
  }

  // Length first: most fields are told apart without comparing a byte.
  private static func name(_ bytes: Span<UInt8>) -> Name? {
    switch bytes.count {
    case 10: equal(bytes, "connection") ? .connection : equal(bytes, "request-id") ? .requestID : nil
    case 11: equal(bytes, "retry-after") ? .retryAfter : nil
    case 12: equal(bytes, "content-type") ? .contentType : equal(bytes, "x-request-id") ? .requestID : nil
    case 14:
      equal(bytes, "content-length") ? .contentLength : equal(bytes, "retry-after-ms") ? .retryAfterMilliseconds : nil
    case 17: equal(bytes, "transfer-encoding") ? .transferEncoding : nil
    default: nil
    }
  }

  private static func equal(_ bytes: Span<UInt8>, _ name: StaticString) -> Bool {
    name.withUTF8Buffer { expected in
      for index in bytes.indices where expected[index] != (isUpper(bytes[index]) ? bytes[index] | 0x20 : bytes[index]) {
        return false
      }
      return true
    }
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }

  private static func index(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  private static func trimmed(_ bytes: Span<UInt8>) -> String {
    var (start, end) = (0, bytes.count)
    while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  private static func statusLine(_ line: Span<UInt8>) throws(Malformed) -> Head {
    guard line.count >= 12, line[8] == 32, equal(line.extracting(first: 7), "http/1."),
      let status = Int(trimmed(line.extracting(9..<12))), (100...999).contains(status)
    else { throw Malformed(description: "the response does not begin with an HTTP/1.1 status line") }
    return Head(status: status, keepAlive: line[7] == UInt8(ascii: "1"))
  }

  // Up to and with the empty line.
  private static func headLength(_ bytes: Span<UInt8>) -> Int? {
    let count = min(bytes.count, maximumHeadBytes)
    var place = 0
    while let newline = index(of: UInt8(ascii: "\n"), in: bytes.extracting(first: count), from: place) {
      if newline + 1 < count, bytes[newline + 1] == 10 { return newline + 2 }
      if newline + 2 < count, bytes[newline + 1] == 13, bytes[newline + 2] == 10 { return newline + 3 }
      place = newline + 1
    }
    return nil
  }
}
