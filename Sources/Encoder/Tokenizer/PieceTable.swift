/// The pieces of a vocabulary, found by the bytes of a word from some place on.
///
/// Open addressing over FNV-1a, whose state grows byte by byte: one walk along the word meets every piece that starts
/// at a place, and the last one met is the longest. `##` in front only changes the state that the walk starts from.
struct PieceTable: Sendable {
  private struct Piece: Sendable {
    var start: Int
    var count: Int
    var continues: Bool
  }

  private var bytes: [UInt8] = []
  private var pieces: [Piece] = []
  private var slots: [Int32]
  private let mask: Int
  /// The bytes of the longest piece, without `##`.
  private var longest = 0

  /// Gathers the pieces, whose numbers are their places in the list. Returns nil if one is given twice.
  init?(_ list: [Substring]) {
    var size = 16
    while size < 2 * list.count { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
    for (number, text) in list.enumerated() {
      // By bytes: as characters, a spacing mark would make one with the sign before it.
      let whole = Array(text.utf8)
      let continues = whole.count > 2 && whole.starts(with: "##".utf8)
      let piece = continues ? Array(whole.dropFirst(2)) : whole
      var state = Self.start(continues: continues)
      for byte in piece { state = Self.step(state, byte) }
      guard find(state, piece, 0, piece.count, continues: continues) == nil else { return nil }
      var slot = Self.place(state) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
      pieces.append(Piece(start: bytes.count, count: piece.count, continues: continues))
      bytes.append(contentsOf: piece)
      longest = max(longest, piece.count)
    }
  }

  /// How many pieces there are.
  var count: Int { pieces.count }

  /// The longest piece that lies in `word` from `start` on: its number and where it ends.
  ///
  /// Pieces are whole characters, and so is the word: a match cannot end within a character.
  func longest(in word: [UInt8], from start: Int, continues: Bool) -> (number: Int, end: Int)? {
    var state = Self.start(continues: continues)
    var best: (number: Int, end: Int)?
    var end = start
    let limit = min(word.count, start + longest)
    while end < limit {
      state = Self.step(state, word[end])
      end += 1
      if let number = find(state, word, start, end, continues: continues) { best = (number, end) }
    }
    return best
  }

  private func find(_ state: UInt64, _ word: [UInt8], _ start: Int, _ end: Int, continues: Bool) -> Int? {
    var slot = Self.place(state) & mask
    while slots[slot] >= 0 {
      let piece = pieces[Int(slots[slot])]
      if piece.count == end - start, piece.continues == continues, matches(piece.start, word, start, piece.count) {
        return Int(slots[slot])
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func matches(_ own: Int, _ word: [UInt8], _ start: Int, _ count: Int) -> Bool {
    for index in 0..<count where bytes[own + index] != word[start + index] { return false }
    return true
  }

  private static func start(continues: Bool) -> UInt64 { continues ? 0x2323_2325_cbf2_9ce4 : 0xcbf2_9ce4_8422_2325 }

  private static func step(_ state: UInt64, _ byte: UInt8) -> UInt64 { (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  // The high bits of FNV are the better mixed ones.
  private static func place(_ state: UInt64) -> Int { Int(truncatingIfNeeded: (state ^ (state >> 32)) & 0x7fff_ffff) }
}
