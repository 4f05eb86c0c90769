/// A term in the form in which it is looked for.
struct TermPattern: Hashable {
  /// The script decides which automaton looks for the term.
  enum Script { case latin, other }

  struct Invalid: Error { var message: String }

  let script: Script
  /// Folded Latin letters with a space at each closed word boundary, or the raw bytes of another script.
  let symbols: [UInt8]
  /// The same with `ae`, `oe`, `ue`, `ss` for German letters, when that makes a difference.
  let spelledOut: [UInt8]?

  /// A term as the lexicon writes it: a `*` at either end leaves that end open.
  init(_ text: String) throws(Invalid) {
    let scalars = Array(text.lowercased().unicodeScalars)
    let openStart = scalars.first == "*"
    let openEnd = scalars.count > 1 && scalars.last == "*"
    let inner = scalars.dropFirst(openStart ? 1 : 0).dropLast(openEnd ? 1 : 0)
    guard !inner.contains("*") else { throw Invalid(message: "'*' may stand only at the ends of a term") }
    let other = inner.filter { LatinFolding.isOtherScript($0) }
    guard other.isEmpty else {
      guard other.count == inner.count else {
        throw Invalid(message: "'\(text)' mixes scripts; write the parts as terms of their own")
      }
      script = .other
      symbols = Array(String(String.UnicodeScalarView(inner)).utf8)
      spelledOut = nil
      return
    }
    script = .latin
    let plain = Self.fold(inner, spellOut: false)
    let spelled = Self.fold(inner, spellOut: true)
    guard plain.count > 1 else { throw Invalid(message: "'\(text)' is too short; at least two letters are needed") }
    func close(_ word: [UInt8]) -> [UInt8] {
      (openStart ? [] : [LatinFolding.separator]) + word + (openEnd ? [] : [LatinFolding.separator])
    }
    symbols = close(plain)
    spelledOut = plain == spelled ? nil : close(spelled)
  }

  private static func fold(_ scalars: ArraySlice<Unicode.Scalar>, spellOut: Bool) -> [UInt8] {
    var symbols: [UInt8] = []
    func add(_ symbol: UInt8) {
      guard symbol != LatinFolding.separator || symbols.last.map({ $0 != symbol }) == true else { return }
      symbols.append(symbol)
    }
    func add(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
      add(UInt8(ascii: first))
      add(UInt8(ascii: second))
    }
    for scalar in scalars {
      switch scalar {
      case "ä" where spellOut: add("a", "e")
      case "ö" where spellOut: add("o", "e")
      case "ü" where spellOut: add("u", "e")
      case "ß" where spellOut: add("s", "s")
      case _ where scalar.isASCII: add(LatinFolding.ascii(UInt8(truncatingIfNeeded: scalar.value)))
      default: add(LatinFolding.letter(scalar.value) ?? LatinFolding.separator)
      }
    }
    if symbols.last == LatinFolding.separator { symbols.removeLast() }
    return symbols
  }
}

extension LatinFolding {
  /// Whether a scalar is neither Latin nor punctuation that folds to a separator.
  static func isOtherScript(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x180 && !(0x2000...0x206F).contains(scalar.value) && !(0x3000...0x303F).contains(scalar.value)
  }
}
