import Crypto

/// What a caller sends: `sk-steelyard-`, eight characters that name the key, a dash, and a secret of forty.
enum KeyToken {
  private static let prefix = Array("sk-steelyard-".utf8)
  private static let idAlphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  private static let secretAlphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  private static let idLength = 8
  private static let secretLength = 40

  /// A new key's public part and the whole of it: 238 random bits.
  static func make() -> (id: String, token: String) {
    var generator = SystemRandomNumberGenerator()
    func random(_ alphabet: [UInt8], _ length: Int) -> String {
      String(decoding: (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0x30 }, as: UTF8.self)
    }
    let id = random(idAlphabet, idLength)
    return (id, "sk-steelyard-\(id)-\(random(secretAlphabet, secretLength))")
  }

  /// The public part packed into a number; nil when the token has not the form of ours.
  static func name(_ token: Span<UInt8>) -> UInt64? {
    guard token.count == prefix.count + idLength + 1 + secretLength else { return nil }
    for position in prefix.indices where token[position] != prefix[position] { return nil }
    guard token[prefix.count + idLength] == UInt8(ascii: "-") else { return nil }
    var name: UInt64 = 0
    for position in prefix.count..<(prefix.count + idLength) { name = name << 8 | UInt64(token[position]) }
    return name
  }

  /// The public part of a stored key, packed alike.
  static func name(id: String) -> UInt64 { id.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

  /// SHA-256 of the whole token.
  static func digest(_ token: Span<UInt8>) -> SHA256.Digest {
    var hasher = SHA256()
    token.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize()
  }

  /// SHA-256 of the whole token.
  static func digest(_ token: String) -> [UInt8] { Array(digest(Array(token.utf8).span)) }
}
