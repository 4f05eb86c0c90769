import NIOCore

/// Reads the body of an HTTP/1.1 message from bytes, however it is framed (RFC 9112 section 6 and 7). Pure.
struct HTTPBodyReader: Equatable {
  /// How the end of a body is told.
  enum Framing: Equatable {
    case fixed(Int)
    case chunked
    /// The body ends with the connection.
    case untilClose
  }

  enum Piece: Equatable {
    case bytes(ByteBuffer)
    case end
  }

  private enum State: Equatable {
    case fixed(remaining: Int)
    case untilClose
    case chunkSize
    case chunkData(remaining: Int)
    case chunkEnd
    /// Lines behind the last chunk; `remaining` is how many bytes they may still have together.
    case trailer(remaining: Int)
    case ended
  }

  /// The longest line of a chunk's size with its extensions, in bytes.
  private static let longestLine = 4096
  private var state: State
  private let isStrict: Bool
  private let trailerLimit: Int

  /// A reader; a strict one takes no line that does not end with CR and LF, so that two readers of the same bytes
  /// cannot disagree on where a request ends. `trailerLimit` bounds all lines behind the last chunk, in bytes.
  init(_ framing: Framing, isStrict: Bool, trailerLimit: Int) {
    self.isStrict = isStrict
    self.trailerLimit = trailerLimit
    switch framing {
    case .fixed(let length): state = .fixed(remaining: length)
    case .chunked: state = .chunkSize
    case .untilClose: state = .untilClose
    }
  }

  /// True when the message may end where the bytes end.
  var mayEndHere: Bool { state == .untilClose || state == .ended || state == .fixed(remaining: 0) }

  /// The next piece, or nil when more bytes are needed. Nothing follows `end`.
  mutating func next(_ buffer: inout ByteBuffer) throws(HTTPMalformed) -> Piece? {
    while true {
      switch state {
      case .fixed(let remaining):
        if remaining == 0 { return finish() }
        guard let slice = Self.slice(&buffer, remaining) else { return nil }
        state = .fixed(remaining: remaining - slice.readableBytes)
        return .bytes(slice)
      case .untilClose: return Self.slice(&buffer, .max).map { .bytes($0) }
      case .chunkSize:
        guard let line = try line(&buffer, limit: Self.longestLine) else { return nil }
        let size = try Self.chunkSize(line.readableBytesUInt8Span)
        state = size == 0 ? .trailer(remaining: trailerLimit) : .chunkData(remaining: size)
      case .chunkData(let remaining):
        guard let slice = Self.slice(&buffer, remaining) else { return nil }
        let left = remaining - slice.readableBytes
        state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
        return .bytes(slice)
      case .chunkEnd:
        guard let line = try line(&buffer, limit: 2) else { return nil }
        guard line.readableBytes == 0 else { throw HTTPMalformed("a chunk is longer than its size says") }
        state = .chunkSize
      case .trailer(let remaining):
        guard let line = try line(&buffer, limit: remaining) else { return nil }
        if line.readableBytes == 0 { return finish() }
        guard HTTPText.isFieldValue(line.readableBytesUInt8Span) else {
          throw HTTPMalformed("a line behind the last chunk has a control character")
        }
        // An empty line must still fit, or the end of what is just short enough could not be read.
        state = .trailer(remaining: max(2, remaining - line.readableBytes))
      case .ended: return .end
      }
    }
  }

  private mutating func finish() -> Piece {
    state = .ended
    return .end
  }

  private static func slice(_ buffer: inout ByteBuffer, _ most: Int) -> ByteBuffer? {
    buffer.readableBytes == 0 ? nil : buffer.readSlice(length: min(most, buffer.readableBytes))
  }

  private func line(_ buffer: inout ByteBuffer, limit: Int) throws(HTTPMalformed) -> ByteBuffer? {
    guard let newline = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else {
      guard buffer.readableBytes <= limit else { throw HTTPMalformed("a line is longer than \(limit) bytes") }
      return nil
    }
    guard var line = buffer.readSlice(length: newline - buffer.readerIndex), line.readableBytes <= limit else {
      throw HTTPMalformed("a line is longer than \(limit) bytes")
    }
    buffer.moveReaderIndex(forwardBy: 1)
    if line.readableBytesView.last == UInt8(ascii: "\r") {
      line.moveWriterIndex(to: line.writerIndex - 1)
    } else if isStrict {
      throw HTTPMalformed("a line of the chunked body does not end with CR and LF")
    }
    return line
  }

  // Digits, then blanks, then nothing or an extension: a size that another reader could take for a longer one is none.
  private static func chunkSize(_ line: Span<UInt8>) throws(HTTPMalformed) -> Int {
    var size = 0
    var place = 0
    while place < line.count, let digit = hexDigit(line[place]) {
      // Eight digits are 32 bits: the shift cannot lose any.
      guard place < 8 else { throw HTTPMalformed("a chunk size is too large") }
      size = size << 4 | digit
      place += 1
    }
    guard place > 0 else { throw HTTPMalformed("a chunk size is not a hexadecimal number") }
    while place < line.count, line[place] == 32 || line[place] == 9 { place += 1 }
    guard place == line.count || line[place] == UInt8(ascii: ";") else {
      throw HTTPMalformed("a chunk size has something other than an extension behind it")
    }
    for index in place..<line.count where line[index] != 9 && (line[index] < 32 || line[index] >= 127) {
      throw HTTPMalformed("a chunk's size has a control character behind it")
    }
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
