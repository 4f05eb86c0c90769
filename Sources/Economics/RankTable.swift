/// Tokens and their ranks, found by their bytes.
struct RankTable: Sendable {
  // Bytes of all tokens, one after another; token number n has starts[n]..<starts[n + 1].
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var ranks: [Int32] = []
  // Open addressing: numbers of tokens, −1 where there is none. A power of two at most half full.
  private var slots: [Int32] = []

  var count: Int { ranks.count }

  init(_ file: [UInt8]) throws(RankFileError) {
    bytes.reserveCapacity(file.count / 2)
    var line = 0
    for text in file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      if !text.isEmpty { try add(text, line: line) }
    }
    guard !ranks.isEmpty else {
      throw RankFileError(line: 0, message: "the file has no token; expected lines of base64, a space and a rank")
    }
    try index()
  }

  private mutating func add(_ text: ArraySlice<UInt8>, line: Int) throws(RankFileError) {
    guard let space = text.firstIndex(of: UInt8(ascii: " ")), ranks.count < 1 << 24,
      let rank = Int32(String(decoding: text[(space + 1)...], as: UTF8.self)), rank >= 0,
      Base64.decode(text[..<space], into: &bytes), let start = starts.last, bytes.count > start
    else { throw RankFileError(line: line, message: "expected base64 of a token, a space and its rank") }
    ranks.append(rank)
    starts.append(bytes.count)
  }

  private mutating func index() throws(RankFileError) {
    var capacity = 16
    while capacity < ranks.count * 2 { capacity *= 2 }
    var table = [Int32](repeating: -1, count: capacity)
    for number in ranks.indices {
      let token = bytes.span.extracting(starts[number]..<starts[number + 1])
      var slot = Self.hash(token) & (capacity - 1)
      while table[slot] >= 0 {
        if holds(Int(table[slot]), token) {
          throw RankFileError(line: 0, message: "token number \(number + 1) occurs twice")
        }
        slot = (slot + 1) & (capacity - 1)
      }
      table[slot] = Int32(truncatingIfNeeded: number)
    }
    slots = table
  }

  /// The rank of a token, nil when the bytes are none.
  func rank(of token: Span<UInt8>) -> Int32? {
    var slot = Self.hash(token) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if holds(number, token) { return ranks[number] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func holds(_ number: Int, _ token: Span<UInt8>) -> Bool {
    let start = starts[number]
    guard starts[number + 1] - start == token.count else { return false }
    for offset in 0..<token.count where bytes[start + offset] != token[offset] { return false }
    return true
  }

  // FNV-1a; its low bits alone are weak for short tokens, so the high ones are folded in.
  private static func hash(_ token: Span<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<token.count { hash = (hash ^ UInt64(token[index])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7fff_ffff)
  }
}
