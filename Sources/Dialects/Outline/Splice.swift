/// Replacements of byte ranges; everything else stays byte for byte.
public struct Splice: Sendable {
  private var edits: [(range: Range<Int>, bytes: [UInt8])] = []

  /// No replacement yet.
  public init() {}

  /// Puts `bytes` in the place of `range`; an empty range inserts.
  ///
  /// Ranges must not overlap; of two that do, only the one that starts first takes place.
  public mutating func replace(_ range: Range<Int>, with bytes: [UInt8]) {
    let place = edits.lastIndex { $0.range.lowerBound <= range.lowerBound }.map { $0 + 1 } ?? 0
    edits.insert((range, bytes), at: place)
  }

  /// Inserts a member after the value that ends at `end`, in the same object.
  public mutating func insertMember(_ name: String, value: JSONValue, afterValueEndingAt end: Int) {
    var bytes: [UInt8] = [UInt8(ascii: ",")]
    writeMember(name, value, into: &bytes)
    replace(end..<end, with: bytes)
  }

  /// Inserts a member as the first of the object that starts at `start`; nothing if that is not in the body.
  public mutating func insertMember(_ name: String, value: JSONValue, intoObjectAt start: Int, of body: Span<UInt8>) {
    var bytes: [UInt8] = []
    writeMember(name, value, into: &bytes)
    guard 0..<body.count ~= start else { return }
    var cursor = JSONCursor(position: start &+ 1)
    if cursor.advance(in: body) != UInt8(ascii: "}") { bytes.append(UInt8(ascii: ",")) }
    replace(start + 1..<start + 1, with: bytes)
  }

  /// Appends the body with all replacements made.
  public func apply(to body: Span<UInt8>, into out: inout [UInt8]) {
    out.reserveCapacity(out.count + body.count + edits.reduce(0) { $0 + $1.bytes.count })
    var copied = 0
    for edit in edits where edit.range.lowerBound >= copied && edit.range.upperBound <= body.count {
      out.append(body.extracting(copied..<edit.range.lowerBound))
      out.append(contentsOf: edit.bytes)
      copied = edit.range.upperBound
    }
    out.append(body.extracting(copied..<body.count))
  }

  private func writeMember(_ name: String, _ value: JSONValue, into out: inout [UInt8]) {
    writeJSONString(name, into: &out)
    out.append(UInt8(ascii: ":"))
    value.write(into: &out)
  }
}
