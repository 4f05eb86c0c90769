/// What a text is made of, counted while it is read.
public struct TextCensus: Hashable, Sendable {
  /// Letters of Latin and Arabic script and digits.
  public var letters = 0
  /// Characters of Chinese and Japanese.
  public var ideographs = 0
  /// Letters of scripts that no word of the training data is written in.
  public var foreign = 0
  /// Signs that code and money have.
  public var signs = 0
  /// Words between separators.
  public var words = 0
  /// Letters of the longest word.
  public var longestWord = 0

  public init() {}

  @inline(__always)
  mutating func count(_ symbol: UInt32) {
    if symbol < 0x80 || (0x600...0x6FF).contains(symbol) { letters &+= 1 } else { foreign &+= 1 }
  }

  /// What is known of two texts together.
  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.letters += right.letters
    sum.ideographs += right.ideographs
    sum.foreign += right.foreign
    sum.signs += right.signs
    sum.words += right.words
    sum.longestWord = max(left.longestWord, right.longestWord)
    return sum
  }

  /// Whether there are words here that an assessor can know: neither blank, nor pictures, nor encoded data, nor a script
  /// that it never learned.
  public var isReadable: Bool {
    let known = letters + ideographs * 3
    guard known >= 2, known >= foreign else { return false }
    // Words of any language average far below this; encoded data have a blank at the end of a line at best.
    return ideographs > 0 || letters <= words * 24
  }
}
