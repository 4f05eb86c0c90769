/// Walks over the features of a text: words, pairs of words, runs of four letters within words, and single, paired and
/// tripled characters of scripts without spaces; each hashed to a bucket (Weinberger et al. 2009).
///
/// Runs of letters make misspelt words resemble the right ones, and need no list of a language's endings.
struct TextFeatures {
  /// Buckets are `1 << bits`.
  static let bits = 16
  static let bucketCount = 1 << bits

  private var word: UInt64 = Self.wordSeed
  private var wordLength = 0
  private var previousWord: UInt64 = 0
  /// The last four symbols, sixteen bits each.
  private var window: UInt64 = UInt64(Self.blank)
  private var run = 0
  /// What was read, for judging whether there is anything to judge.
  private(set) var census = TextCensus()

  private static let wordSeed: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let blank: UInt16 = 0x20
  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Calls `emit` with the bucket of every feature of UTF-8 text, in the order of the text.
  @inline(__always)
  static func scan(_ bytes: Span<UInt8>, emit: (Int) -> Void) -> TextCensus {
    var features = TextFeatures()
    let table = SymbolFolding.ascii
    let ascii = table.span
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index &+= 1
      if byte < 0x80 {
        // A byte below 0x80 is an index of the table, which has 128 entries.
        let symbol = unsafe ascii[unchecked: Int(byte)]
        if symbol == 0x30 || (symbol > 0x60 && symbol < 0x7B) {
          features.letter(UInt32(symbol), emit)
        } else if symbol == SymbolFolding.Kind.separator {
          features.endWord(emit)
        } else if symbol != SymbolFolding.Kind.nothing {
          features.endWord(emit)
          features.census.signs += 1
          emit(bucket(UInt64(symbol), 5))
        }
        continue
      }
      let scalar = decode(bytes, byte, &index)
      switch SymbolFolding.scalar(scalar) {
      case .letter(let letter): features.letter(letter, emit)
      case .ideograph(let scalar): features.ideograph(scalar, emit)
      case .nothing: break
      case .separator: features.endWord(emit)
      }
    }
    features.endWord(emit)
    return features.census
  }

  @inline(__always)
  private mutating func letter(_ symbol: UInt32, _ emit: (Int) -> Void) {
    if run == -1 { endWord(emit) }
    word = (word ^ UInt64(symbol)) &* 0x0000_0100_0000_01b3
    wordLength &+= 1
    window = window << 16 | UInt64(symbol & 0xFFFF)
    run &+= 1
    if run >= 3 { emit(Self.bucket(window, 1)) }
    census.count(symbol)
  }

  @inline(__always)
  private mutating func endWord(_ emit: (Int) -> Void) {
    if wordLength > 0 {
      window = window << 16 | UInt64(Self.blank)
      if run >= 2 { emit(Self.bucket(window, 1)) }
      emit(Self.bucket(word, 2))
      if previousWord != 0 { emit(Self.bucket(previousWord &* Self.golden ^ word, 3)) }
      previousWord = word
      census.words += 1
      census.longestWord = max(census.longestWord, wordLength)
    }
    word = Self.wordSeed
    wordLength = 0
    window = UInt64(Self.blank)
    run = 0
  }

  // A run of -1 marks that the last symbol was an ideograph.
  @inline(never)
  private mutating func ideograph(_ scalar: UInt32, _ emit: (Int) -> Void) {
    if run != -1 {
      endWord(emit)
      window = 0
      run = -1
      previousWord = 0
    }
    window = window << 16 | UInt64(scalar & 0xFFFF)
    emit(Self.bucket(window & 0xFFFF, 4))
    if window >> 16 & 0xFFFF != 0 { emit(Self.bucket(window & 0xFFFF_FFFF, 4)) }
    if window >> 32 & 0xFFFF != 0 { emit(Self.bucket(window & 0xFFFF_FFFF_FFFF, 4)) }
    census.ideographs += 1
  }

  @inline(__always)
  private static func bucket(_ value: UInt64, _ kind: UInt64) -> Int {
    var mixed = (value ^ kind << 61) &* 0xd6e8_feb8_6659_fd93
    mixed ^= mixed >> 32
    return Int(truncatingIfNeeded: (mixed &* golden) >> (64 - UInt64(bits)))
  }

  /// The scalar whose first byte was just read; broken UTF-8 reads as U+FFFD, byte by byte.
  @inline(never)
  private static func decode(_ bytes: Span<UInt8>, _ lead: UInt8, _ index: inout Int) -> UInt32 {
    let length = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
    guard lead >= 0xC2, lead < 0xF5, index &+ length <= bytes.count else { return 0xFFFD }
    var scalar = UInt32(lead) & (length == 1 ? 0x1F : length == 2 ? 0x0F : 0x07)
    for offset in 0..<length {
      let next = bytes[index &+ offset]
      guard next & 0xC0 == 0x80 else { return 0xFFFD }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    index &+= length
    return scalar
  }
}
