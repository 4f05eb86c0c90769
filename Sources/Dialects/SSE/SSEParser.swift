/// Finds server-sent events in a stream of bytes as the WHATWG standard describes them.
///
/// Incremental: bytes may arrive split anywhere. Each byte is looked at once for line ends, and an event
/// is handed out as soon as its blank line is there, so nothing that is complete is ever held back.
public struct SSEParser: Sendable {
  /// The bytes that events refer to.
  public internal(set) var buffer: [UInt8] = []
  /// The data of the latest event whose data came in several lines.
  public internal(set) var joined: [UInt8] = []
  private let limit: Int
  /// Where the event that is being read starts.
  private var start = 0
  private var line = 0
  private var scanned = 0
  private var name: Range<Int>?
  private var data: Range<Int>?
  private var isJoined = false
  private var atStreamStart = true
  private var pendingLineFeed = PendingLineFeed.none

  /// A carriage return was the last byte seen, so a line feed may still belong to it.
  private enum PendingLineFeed { case none, ofLine, ofEvent }

  /// A parser before the first byte of a stream.
  public init(limits: ScanLimits = .standard) { limit = max(limits.eventBytes, 1) }

  /// Whether bytes of an unfinished event are waiting.
  public var hasPartialEvent: Bool { name != nil || data != nil || line < buffer.count }

  /// Takes more bytes; events handed out before are no longer valid.
  public mutating func append(_ bytes: Span<UInt8>) {
    discardConsumed()
    buffer.append(bytes)
  }

  /// The next complete event, nil until more bytes arrive.
  public mutating func next() throws(DialectError) -> SSEEvent? {
    if pendingLineFeed != .none, line < buffer.count, let tail = takePendingLineFeed() { return tail }
    while true {
      let end = lineEnd(in: buffer.span, from: scanned)
      guard end &- start <= limit else {
        throw DialectError(.tooLarge, "a server-sent event is larger than \(limit) bytes")
      }
      guard end < buffer.count else {
        scanned = end
        return nil
      }
      let after = lineStart(after: end)
      let first = line
      line = after
      scanned = after
      let isBlank = takeLine(first..<end)
      if isBlank { return finishEvent(at: after) }
      if pendingLineFeed == .ofEvent { pendingLineFeed = .ofLine }
    }
  }

  private mutating func discardConsumed() {
    guard start > 0 else { return }
    if start == buffer.count {
      // One huge event must not leave its memory behind for the rest of a long stream.
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 18)
    } else {
      buffer.removeSubrange(0..<start)
    }
    let shift = start
    start = 0
    line &-= shift
    scanned &-= shift
    name = name.map { $0.lowerBound &- shift..<$0.upperBound &- shift }
    if !isJoined { data = data.map { $0.lowerBound &- shift..<$0.upperBound &- shift } }
  }

  /// The index after the line end at `end`; notes a carriage return that is the last byte so far.
  private mutating func lineStart(after end: Int) -> Int {
    guard buffer[end] == 0x0D else { return end &+ 1 }
    guard end &+ 1 < buffer.count else {
      pendingLineFeed = .ofEvent
      return end &+ 1
    }
    return buffer[end &+ 1] == 0x0A ? end &+ 2 : end &+ 1
  }

  private mutating func takePendingLineFeed() -> SSEEvent? {
    let pending = pendingLineFeed
    pendingLineFeed = .none
    guard buffer[line] == 0x0A else { return nil }
    line &+= 1
    scanned = line
    guard pending == .ofEvent else { return nil }
    defer { start = line }
    return SSEEvent(name: nil, data: nil, isJoined: false, raw: start..<line, isTail: true)
  }

  private mutating func finishEvent(at end: Int) -> SSEEvent {
    let event = SSEEvent(name: name, data: data, isJoined: isJoined, raw: start..<end, isTail: false)
    start = end
    name = nil
    data = nil
    isJoined = false
    return event
  }

  /// Notes the field of one line; true if the line is blank.
  private mutating func takeLine(_ range: Range<Int>) -> Bool {
    var range = range
    if atStreamStart {
      atStreamStart = false
      let hasByteOrderMark = range.count >= 3 && matches(byteOrderMark, in: buffer.span, at: range.lowerBound)
      if hasByteOrderMark { range = range.lowerBound &+ 3..<range.upperBound }
    }
    if range.isEmpty { return true }
    if let value = value(of: "data", in: range) {
      addData(value)
    } else if let value = value(of: "event", in: range) {
      name = value.isEmpty ? nil : value
    }
    return false
  }

  /// The value of a line if its field has this name: what follows the colon and one space.
  @inline(__always)
  private func value(of field: StaticString, in line: Range<Int>) -> Range<Int>? {
    let bytes = buffer.span
    let colon = line.lowerBound &+ field.utf8CodeUnitCount
    guard colon <= line.upperBound, matches(field, in: bytes, at: line.lowerBound) else { return nil }
    if colon == line.upperBound { return colon..<colon }
    guard bytes[colon] == UInt8(ascii: ":") else { return nil }
    let first = colon &+ 1
    return first < line.upperBound && bytes[first] == 0x20 ? first &+ 1..<line.upperBound : first..<line.upperBound
  }

  private mutating func addData(_ value: Range<Int>) {
    guard let before = data else {
      data = value
      return
    }
    // Holding the array by itself lets `joined` grow while this is read.
    let buffer = buffer
    if !isJoined {
      isJoined = true
      joined.removeAll(keepingCapacity: joined.capacity <= 1 << 18)
      joined.append(buffer.span.extracting(before))
    }
    joined.append(0x0A)
    joined.append(buffer.span.extracting(value))
    data = 0..<joined.count
  }
}

/// U+FEFF in UTF-8, which a stream may start with.
private let byteOrderMark: StaticString = "\u{FEFF}"
