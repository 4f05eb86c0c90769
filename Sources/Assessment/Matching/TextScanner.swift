/// Walks over UTF-8 once, folding as it goes, and reports every term that it passes.
///
/// Latin letters drive one automaton, the bytes of other scripts another; each takes the other's text as a word boundary.
struct TextScanner: Sendable {
  let latin: TermAutomaton
  private let other: TermAutomaton
  /// The class of each ASCII byte in the Latin automaton; from 0x80 on a value that no class has.
  let classes: [UInt8]
  private static let notASCII: UInt8 = 255
  let separator: UInt8

  /// A scanner for terms by their numbers; nil when there are too many.
  init?(_ terms: [(pattern: TermPattern, number: Int)]) {
    var latinPatterns: [(symbols: [UInt8], number: Int)] = []
    var otherPatterns: [(symbols: [UInt8], number: Int)] = []
    for (pattern, number) in terms {
      switch pattern.script {
      case .latin:
        latinPatterns.append((pattern.symbols, number))
        if let spelled = pattern.spelledOut { latinPatterns.append((spelled, number)) }
      case .other: otherPatterns.append((pattern.symbols, number))
      }
    }
    guard let latin = TermAutomaton(patterns: latinPatterns, collapsed: LatinFolding.separator),
      let other = TermAutomaton(patterns: otherPatterns, collapsed: nil)
    else { return nil }
    self.latin = latin
    self.other = other
    separator = latin.classes[Int(LatinFolding.separator)]
    classes = (0...255).map { byte in
      byte < 0x80 ? latin.classes[Int(LatinFolding.ascii(UInt8(byte)))] : Self.notASCII
    }
  }

  /// Calls `report` with the number of each term that the text has, once or more often.
  @inline(__always)
  func scan(_ bytes: Span<UInt8>, report: (Int) -> Void) {
    if let lanes = lanes(bytes) { return scan(bytes, in: lanes, report: report) }
    let table = latin.table.span
    let classes = classes.span
    let (firstMatch, shift) = (latin.firstMatch, latin.shift)
    var state = latin.start
    var others = OtherText(state: other.start)
    var index = 0
    while index < bytes.count {
      var symbol = classes[Int(bytes[index])]
      index &+= 1
      if symbol == Self.notASCII {
        let start = index &- 1
        switch fold(bytes, from: &index) {
        case .nothing:
          if others.end == start { others.end = index }
          continue
        case .ascii(let folded): symbol = latin.classes[Int(folded)]
        case .other(let end):
          scanOther(bytes, start..<end, &others, report)
          index = end
          symbol = separator
        }
      }
      // A state is a multiple of 1 << shift below the table's size, and a class is below 1 << shift.
      let next = UInt32(unsafe table[unchecked: Int(state | UInt32(symbol))]) &<< shift
      // A state that stays where it is has reported already.
      if next >= firstMatch, next != state { latin.reportMatches(in: next, report) }
      state = next
    }
    // The end of the text parts words as well.
    let end = UInt32(unsafe table[unchecked: Int(state | UInt32(separator))]) &<< shift
    if end >= firstMatch, end != state { latin.reportMatches(in: end, report) }
  }

  /// How far a term of another script has come, and where its last byte ends.
  private struct OtherText {
    var state: UInt32
    var end = 0
  }

  @inline(__always)
  private func scanOther(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout OtherText, _ report: (Int) -> Void) {
    // A term of another script does not go on behind Latin text.
    if text.end != range.lowerBound { text.state = other.start }
    let table = other.table.span
    let classes = other.classes.span
    for place in range {
      let next = UInt32(table[Int(text.state) | Int(classes[Int(bytes[place])])]) &<< other.shift
      if next >= other.firstMatch, next != text.state { other.reportMatches(in: next, report) }
      text.state = next
    }
    text.end = range.upperBound
  }

  private enum Folded {
    /// Invisible: does not even part words.
    case nothing
    /// One letter, digit or separator; `index` stands behind it.
    case ascii(UInt8)
    /// A scalar of another script that ends before this index.
    case other(Int)
  }

  /// Folds the scalar whose first byte stands before `index`. Broken UTF-8 counts byte by byte as another script.
  @inline(never)
  private func fold(_ bytes: Span<UInt8>, from index: inout Int) -> Folded {
    let lead = bytes[index &- 1]
    func continuation(_ offset: Int) -> UInt32? {
      let place = index &+ offset
      guard place < bytes.count, bytes[place] & 0xC0 == 0x80 else { return nil }
      return UInt32(bytes[place] & 0x3F)
    }
    guard lead >= 0xC2, let second = continuation(0) else { return .other(index) }
    if lead < 0xE0 {
      let scalar = UInt32(lead & 0x1F) << 6 | second
      switch scalar {
      case 0xAD, 0x300...0x36F:  // soft hyphen, combining marks
        index += 1
        return .nothing
      case ..<0x180:
        index += 1
        return .ascii(LatinFolding.letter(scalar) ?? LatinFolding.separator)
      default: return .other(index + 1)
      }
    }
    guard let third = continuation(1) else { return .other(index) }
    guard lead < 0xF0 else { return continuation(2) == nil ? .other(index) : .other(index + 3) }
    let scalar = UInt32(lead & 0x0F) << 12 | second << 6 | third
    switch scalar {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF:  // zero width and direction marks
      index += 2
      return .nothing
    case 0x2000...0x206F, 0x3000...0x303F:
      index += 2
      return .ascii(LatinFolding.separator)
    case 0xFF01...0xFF5E:  // full-width forms of ASCII
      index += 2
      return .ascii(LatinFolding.ascii(UInt8(truncatingIfNeeded: scalar - 0xFF01 + 0x21)))
    default: return .other(index + 2)
    }
  }
}
