internal import Foundation

/// Yields the words of a text one by one: cleaned, without accents, in lower case, split at spaces, ideographs and
/// punctuation.
///
/// It reads no further than it is asked, so that the start of a long text costs what the start costs. White space is
/// neither composed nor reordered by normalisation, and so a run without spaces can be normalised by itself.
struct WordSplitter {
  private var scalars: Substring.UnicodeScalarView.Iterator
  /// Words that are split off already, in the order of the text, last first.
  private var pending: [[Unicode.Scalar]] = []

  init(_ text: Substring) { scalars = text.unicodeScalars.makeIterator() }

  /// The next word; nil at the end.
  mutating func next() -> [Unicode.Scalar]? {
    while pending.isEmpty {
      guard let run = nextRun() else { return nil }
      split(run)
      pending.reverse()
    }
    return pending.popLast()
  }

  /// The characters up to the next space, without removed ones; an ideograph is a run of its own.
  private mutating func nextRun() -> [Unicode.Scalar]? {
    var run: [Unicode.Scalar] = []
    if let ideograph = heldIdeograph {
      heldIdeograph = nil
      return [ideograph]
    }
    while let scalar = scalars.next() {
      switch CharacterClass(scalar) {
      case .removed: continue
      case .space:
        if !run.isEmpty { return run }
      case .ideograph:
        if run.isEmpty { return [scalar] }
        heldIdeograph = scalar
        return run
      case .mark, .punctuation, .letter: run.append(scalar)
      }
    }
    return run.isEmpty ? nil : run
  }

  private var heldIdeograph: Unicode.Scalar?

  private mutating func split(_ run: [Unicode.Scalar]) {
    var word: [Unicode.Scalar] = []
    for scalar in Self.normalised(run) {
      switch CharacterClass(scalar) {
      case .punctuation:
        if !word.isEmpty { pending.append(word) }
        pending.append([scalar])
        word.removeAll(keepingCapacity: true)
      case .space:
        if !word.isEmpty { pending.append(word) }
        word.removeAll(keepingCapacity: true)
      default: word.append(scalar)
      }
    }
    if !word.isEmpty { pending.append(word) }
  }

  private static func normalised(_ run: [Unicode.Scalar]) -> [Unicode.Scalar] {
    if run.allSatisfy({ $0.isASCII }) {
      return run.map { 0x41...0x5a ~= $0.value ? Unicode.Scalar(UInt8($0.value) | 0x20) : $0 }
    }
    var result: [Unicode.Scalar] = []
    for scalar in decomposed(run) {
      if case .mark = CharacterClass(scalar) { continue }
      if scalar.isASCII {
        result.append(0x41...0x5a ~= scalar.value ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
      } else {
        // Each character by itself, without regard to its neighbours: a final sigma stays σ.
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return result
  }

  /// Canonical decomposition as of Unicode 12.1, which the reference has: later characters neither decompose nor move.
  private static func decomposed(_ run: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var part = String.UnicodeScalarView()
    func flush() {
      guard !part.isEmpty else { return }
      result.append(contentsOf: String(part).decomposedStringWithCanonicalMapping.unicodeScalars)
      part.removeAll()
    }
    for scalar in run {
      if scalar.isASCII || scalar.isAssigned(by: 12, 1) {
        part.append(scalar)
      } else {
        flush()
        result.append(scalar)
      }
    }
    flush()
    return result
  }
}
