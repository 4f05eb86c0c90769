/// Walks over UTF-8 once, folding as it goes, and reports every term that it passes.
///
/// Latin letters drive one automaton, the bytes of other scripts another; each takes the other's text as a word boundary.
struct TextScanner: Sendable {
  private let latin: TermAutomaton
  private let other: TermAutomaton
  /// The class of each ASCII byte in the Latin automaton; from 0x80 on a value that no class has.
  private let classes: [UInt8]
  private static let notASCII: UInt8 = 255

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
    classes = (0...255).map { byte in
      byte < 0x80 ? latin.classes[Int(LatinFolding.ascii(UInt8(byte)))] : Self.notASCII
    }
  }

  /// Calls `report` with the number of each term each time that it ends.
  @inline(__always)
  func scan(_ bytes: Span<UInt8>, report: (Int) -> Void) {
    let table = latin.table.span
    let classes = classes.span
    let shift = latin.shift
    let firstMatch = latin.firstMatch
    var state = latin.start
    var otherState = other.start
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index &+= 1
      var symbol = classes[Int(byte)]
      if symbol == Self.notASCII {
        switch fold(bytes, from: &index) {
        case .nothing: continue
        case .ascii(let folded):
          symbol = latin.classes[Int(folded)]
          otherState = other.start
        case .other(let end):
          otherState = scanOther(bytes, from: index &- 1, to: end, state: otherState, report: report)
          index = end
          symbol = latin.classes[Int(LatinFolding.separator)]
        }
      } else {
        otherState = other.start
      }
      let next = table[Int(state) &<< Int(shift) | Int(symbol)]
      // A state that stays where it is has reported already.
      if next >= firstMatch, next != state { for term in latin.matches(in: next) { report(term) } }
      state = next
    }
    let end = table[Int(state) &<< Int(shift) | Int(latin.classes[Int(LatinFolding.separator)])]
    if end >= firstMatch, end != state { for term in latin.matches(in: end) { report(term) } }
  }

  private func scanOther(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, state: UInt16, report: (Int) -> Void
  ) -> UInt16 {
    var state = state
    for index in start..<end {
      let symbol = other.classes[Int(bytes[index])]
      let next = other.table[Int(state) &<< Int(other.shift) | Int(symbol)]
      if next >= other.firstMatch { for term in other.matches(in: next) { report(term) } }
      state = next
    }
    return state
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
