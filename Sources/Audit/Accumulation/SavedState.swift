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

  mutating func add(byte: UInt8) { bytes.append(byte) }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += Array(text.utf8)
  }

  /// Closes with a hash over everything before, so that damage is told from the original.
  mutating func addChecksum() {
    var hash = Fingerprint()
    hash.add(bytes)
    bytes += Array(hash.text.utf8)
  }
}

/// Reads what `ByteWriter` wrote.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  /// Bytes that close with their hash.
  init(checked bytes: [UInt8]) throws(SavedStateError) {
    var hash = Fingerprint()
    hash.add(bytes.dropLast(16))
    guard bytes.count > 16, bytes.suffix(16).elementsEqual(hash.text.utf8) else {
      throw .damaged("cut or changed")
    }
    self.init(bytes.dropLast(16))
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  var isAtEnd: Bool { place == bytes.endIndex }

  // Not inlined: reading is a row of such calls, and the optimiser would spend minutes on what comes of them.
  @inline(never)
  mutating func int() throws(SavedStateError) -> Int {
    guard bytes.endIndex - place >= 8 else { throw .truncated }
    var value: UInt64 = 0
    for offset in (0..<8).reversed() { value = value << 8 | UInt64(bytes[place + offset]) }
    place += 8
    return Int(truncatingIfNeeded: Int64(bitPattern: value))
  }

  @inline(never)
  mutating func int(_ range: Range<Int>, _ what: String) throws(SavedStateError) -> Int {
    let value = try int()
    guard range.contains(value) else { throw .damaged(what) }
    return value
  }

  /// So many numbers.
  mutating func ints(_ count: Int) throws(SavedStateError) -> [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(try int()) }
    return numbers
  }

  mutating func text() throws(SavedStateError) -> String {
    let count = try int()
    guard count >= 0, count <= bytes.endIndex - place else { throw .truncated }
    defer { place += count }
    return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
  }
}
