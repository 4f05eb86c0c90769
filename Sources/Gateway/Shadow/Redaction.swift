/// Takes out of texts what identifies people or opens doors: e-mail addresses, telephone and other long numbers, keys.
///
/// Linear in the text, whatever is in it. It finds forms, not meanings: names of people stay.
struct Redaction {
  /// The same text with `[e-mail]`, `[number]` and `[key]` in the places of what was found.
  static func redacted(_ text: String) -> String {
    var redaction = Redaction(bytes: Array(text.utf8))
    redaction.run()
    return String(decoding: redaction.out, as: UTF8.self)
  }

  /// What is taken out of a text, in order.
  static func found(in text: String) -> [String] {
    var redaction = Redaction(bytes: Array(text.utf8))
    redaction.run()
    return redaction.found.map { String(decoding: redaction.bytes[$0], as: UTF8.self) }
  }

  private let bytes: [UInt8]
  private var out: [UInt8] = []
  private var found: [Range<Int>] = []
  private var position = 0

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    out.reserveCapacity(bytes.count)
  }

  private mutating func run() {
    while position < bytes.count {
      if Self.isWord(bytes[position]) {
        word()
      } else if let end = number() {
        replace("[number]", until: end)
      } else {
        out.append(bytes[position])
        position += 1
      }
    }
  }

  private mutating func replace(_ mark: StaticString, until end: Int) {
    mark.withUTF8Buffer { out.append(contentsOf: $0) }
    found.append(position..<end)
    position = end
  }

  // A run without blanks or brackets: an address, a key, a number, or a word of the language.
  private mutating func word() {
    var end = position
    while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
    // A full stop or comma that ends a sentence is not part of the address.
    var last = end
    while last > position, [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "=")].contains(bytes[last - 1]) {
      last -= 1
    }
    let word = bytes[position..<last]
    if Self.isAddress(word) { return replace("[e-mail]", until: last) }
    if Self.isAccount(word) { return replace("[number]", until: last) }
    if Self.isKey(word) { return replace("[key]", until: end) }
    if let number = number() { return replace("[number]", until: number) }
    // Up to the end of the word at once: a number within a word is none.
    out.append(contentsOf: bytes[position..<end])
    position = end
  }

  private static func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
    guard let at = word.firstIndex(of: UInt8(ascii: "@")), at > word.startIndex else { return false }
    let domain = word[(at + 1)...]
    guard let dot = domain.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return dot > domain.startIndex && domain.endIndex - dot > 2
  }

  // An international bank account number: its check digits fit (ISO 13616).
  private static func isAccount(_ word: ArraySlice<UInt8>) -> Bool {
    guard (15...34).contains(word.count), word.prefix(2).allSatisfy({ (0x41...0x5A).contains($0) }),
      word.dropFirst(2).prefix(2).allSatisfy({ isDigit($0) })
    else { return false }
    var rest = 0
    for byte in word.dropFirst(4) + word.prefix(4) {
      switch byte {
      case 0x30...0x39: rest = (rest * 10 + Int(byte - 0x30)) % 97
      case 0x41...0x5A: rest = (rest * 100 + Int(byte - 0x41) + 10) % 97
      default: return false
      }
    }
    return rest == 1
  }

  private static let prefixes = [
    "sk-", "sk_", "pk_", "rk_", "ghp_", "gho_", "github_pat_", "xox", "AKIA", "eyJ", "AIza",
  ]

  // What begins like a key, or is long and as mixed as only chance writes.
  private static func isKey(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 16 else { return false }
    var (digits, upper, lower, other) = (0, 0, 0, 0)
    for byte in word {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): upper += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"): lower += 1
      default: other += 1
      }
    }
    if prefixes.contains(where: { word.starts(with: $0.utf8) }) { return true }
    let isHexadecimal = other == 0 && digits > 3 && word.allSatisfy { isHexDigit($0) }
    return word.count >= 24 && other * 8 <= word.count && digits >= 3 && (isHexadecimal || (upper >= 3 && lower >= 3))
  }

  // Digits with the separators that people write between them, from here; nil when there are too few to name anybody.
  private func number() -> Int? {
    var end = position
    if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "(") { end += 1 }
    guard end < bytes.count, Self.isDigit(bytes[end]) else { return nil }
    var (digits, last, gap) = (0, end, 0)
    while end < bytes.count, gap <= 2 {
      if Self.isDigit(bytes[end]) {
        digits += 1
        last = end + 1
        gap = 0
      } else if [0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F].contains(bytes[end]) {
        gap += 1
      } else {
        break
      }
      end += 1
    }
    let isDialled = bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "0")
    return digits >= (isDialled ? 7 : 9) ? last : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "@"), UInt8(ascii: "="):
      true
    default: false
    }
  }
}
