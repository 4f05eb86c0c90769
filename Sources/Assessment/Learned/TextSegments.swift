/// Parts a long text into stretches that are judged one by one: a grave sentence must not drown in a long harmless text.
enum TextSegments {
  /// A text up to this many bytes stays whole.
  static let whole = 640
  /// About so many bytes a stretch has otherwise.
  static let length = 320
  /// Of so many stretches at each end, and so many of the most telling ones between, a text is judged at most.
  static let atEnds = 24
  static let telling = 24

  /// Ranges of the text, in its order, that do not overlap and leave nothing out.
  static func ranges(_ bytes: Span<UInt8>) -> [Range<Int>] {
    guard bytes.count > whole else { return [0..<bytes.count] }
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(bytes.count / length + 1)
    var start = 0
    // The last stretch is not much longer than the others, or what it says would drown in it.
    while bytes.count - start > length + length / 2 {
      let end = cut(bytes, from: start + length - length / 4, to: start + length)
      ranges.append(start..<end)
      start = end
    }
    ranges.append(start..<bytes.count)
    return ranges
  }

  // At the end of a line or sentence where there is one, else between words, else between characters.
  private static func cut(_ bytes: Span<UInt8>, from low: Int, to high: Int) -> Int {
    var blank: Int?
    for index in stride(from: high - 1, through: low, by: -1) {
      let byte = bytes[index]
      if byte == 0x0A { return index + 1 }
      guard byte == 0x20 else { continue }
      if index > low, [0x2E, 0x21, 0x3F].contains(bytes[index - 1]) { return index + 1 }
      if blank == nil { blank = index + 1 }
    }
    if let blank { return blank }
    var end = high
    while end > low, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end > low ? end : high
  }
}
