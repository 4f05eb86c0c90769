import Crypto

/// All keys in memory, found by the public part of a token.
struct KeyTable: Sendable {
  /// A key and the digest of its token. A class, as it is handed out for each request.
  final class Entry: Sendable {
    let key: KeyRecord
    let digest: [UInt8]

    init(key: KeyRecord, digest: [UInt8]) {
      self.key = key
      self.digest = digest
    }
  }

  private var entries: [UInt64: Entry]
  /// Grows with every change of the stored keys.
  let generation: Int64

  init(_ entries: [Entry], generation: Int64) {
    self.entries = Dictionary(
      entries.map { (KeyToken.name(id: $0.key.id), $0) }, uniquingKeysWith: { first, _ in first })
    self.generation = generation
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The entry that a token names; whether the token is genuine remains to be seen.
  func entry(named name: UInt64) -> Entry? { entries[name] }

  /// Whether a token names an entry.
  func hasEntry(named name: UInt64) -> Bool { entries[name] != nil }
}

extension KeyTable.Entry {
  /// True when the digest is this key's, in a time that does not depend on where they differ.
  func matches(_ other: SHA256.Digest) -> Bool {
    guard digest.count == SHA256.Digest.byteCount else { return false }
    var difference: UInt8 = 0
    var position = 0
    for byte in other {
      difference |= byte ^ digest[position]
      position += 1
    }
    return difference == 0
  }
}
