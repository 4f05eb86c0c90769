/// Why saved sums cannot be used.
public enum SavedStateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// They were made with other prices, another policy, mapping or classifier, or other limits.
  case otherSettings(saved: String, now: String)
  /// They end too early.
  case truncated
  /// Something in them cannot be.
  case damaged(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .otherSettings(let saved, let now):
      "the saved sums were made with other settings (fingerprint \(saved), now \(now)): prices, policy, mapping or "
        + "text assessment have changed; start the audit anew"
    case .truncated: "the saved sums end too early; start the audit anew"
    case .damaged(let what): "the saved sums are damaged (\(what)); start the audit anew"
    }
  }
}

/// Writes numbers and texts, little-endian.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += Array(text.utf8)
  }
}

/// Reads what `ByteWriter` wrote.
struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  mutating func int() throws(SavedStateError) -> Int {
    guard bytes.count - place >= 8 else { throw .truncated }
    var value: UInt64 = 0
    for offset in (0..<8).reversed() { value = value << 8 | UInt64(bytes[place + offset]) }
    place += 8
    return Int(truncatingIfNeeded: Int64(bitPattern: value))
  }

  mutating func int(_ range: Range<Int>, _ what: String) throws(SavedStateError) -> Int {
    let value = try int()
    guard range.contains(value) else { throw .damaged(what) }
    return value
  }

  mutating func text() throws(SavedStateError) -> String {
    let count = try int()
    guard count >= 0, count <= bytes.count - place else { throw .truncated }
    defer { place += count }
    return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
  }
}
