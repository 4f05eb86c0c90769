import Foundation

/// Turns text into counts of words, pairs of words and runs of letters, each at the column that its hash names
/// (feature hashing: Weinberger et al. 2009).
///
/// Runs are taken within words with a blank at both ends, so that beginnings and ends of words are told from middles.
public struct NGramHasher: Hashable, Sendable {
  /// Columns are `1 << bits`.
  public let bits: Int
  /// Lengths of the runs of letters.
  public let runs: ClosedRange<Int>

  /// A hasher; `bits` from 8 to 24.
  public init(bits: Int = 18, runs: ClosedRange<Int> = 3...5) {
    self.bits = min(max(bits, 8), 24)
    self.runs = runs
  }

  public var columnCount: Int { 1 << bits }

  /// The columns that the text has, in order, each with 1 + ln(count): a term that is repeated says little more.
  public func row(_ text: String) -> [(column: Int32, value: Float)] {
    var counts: [Int32: Int] = [:]
    var previous: UInt64?
    for word in words(text) {
      let hash = Self.hash(word[...], seed: 1)
      counts[column(hash), default: 0] += 1
      if let previous { counts[column(previous &* 0x9E37_79B9_7F4A_7C15 ^ hash), default: 0] += 1 }
      previous = hash
      let padded = [0x20] + word + [0x20]
      for length in runs where padded.count >= length {
        for start in 0...(padded.count - length) {
          counts[column(Self.hash(padded[start..<(start + length)], seed: 2)), default: 0] += 1
        }
      }
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, Float(1 + log(Double($0.value)))) }
  }

  // Letters and digits, each character of another kind a word of its own: signs tell much of mathematics and code.
  private func words(_ text: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in text.lowercased().utf8 {
      let isLetter = byte >= 0x80 || (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57)
      if isLetter {
        word.append(byte)
        continue
      }
      if !word.isEmpty { words.append(word) }
      word.removeAll(keepingCapacity: true)
      if byte > 32 { words.append([byte]) }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private func column(_ hash: UInt64) -> Int32 {
    Int32(truncatingIfNeeded: (hash ^ hash >> 29) & UInt64(columnCount - 1))
  }

  // FNV-1a with a final mix, the same on every machine.
  private static func hash(_ bytes: ArraySlice<UInt8>, seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed &* 0x9E37_79B9_7F4A_7C15
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash ^= hash >> 32
    return hash &* 0xd6e8_feb8_6659_fd93
  }
}
