/// A deterministic automaton that finds all patterns in one pass, a table look-up a symbol (Aho and Corasick 1975).
///
/// States with a match are numbered last, so that one comparison tells whether there is anything to do.
struct TermAutomaton: Sendable {
  /// Next states: `table[state | class] << shift`. Sixteen bits each, as the tables are most of what an idle gateway
  /// keeps in memory.
  let table: [UInt16]
  /// The class of each byte; bytes that no pattern has share class 0.
  let classes: [UInt8]
  /// States are multiples of `1 << shift`.
  let shift: UInt32
  /// The first state with a match.
  let firstMatch: UInt32
  /// The state in which a scan begins.
  let start: UInt32
  private let matchOffsets: [Int]
  private let matches: [Int]

  /// Reports the patterns that end in a state at or after `firstMatch`.
  @inline(__always)
  func reportMatches(in state: UInt32, _ report: (Int) -> Void) {
    let index = (Int(state) - Int(firstMatch)) >> Int(shift)
    for match in matchOffsets[index]..<matchOffsets[index + 1] { report(matches[match]) }
  }

  /// Builds the automaton. A run of `collapsed` symbols in the text counts as one.
  ///
  /// Returns nil when the patterns need more than 65,535 states.
  init?(patterns: [(symbols: [UInt8], number: Int)], collapsed: UInt8?) {
    var counts = [Int](repeating: 0, count: 256)
    for pattern in patterns { for symbol in pattern.symbols { counts[Int(symbol)] += 1 } }
    if let collapsed { counts[Int(collapsed)] += 1 }
    // Frequent symbols first, so that most steps of a state fall into one line of the cache.
    let symbols = (0..<256).filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
    guard symbols.count < 255 else { return nil }
    var classes = [UInt8](repeating: 0, count: 256)
    for (number, symbol) in symbols.enumerated() { classes[symbol] = UInt8(number + 1) }
    let classCount = UInt32(symbols.count + 1)
    self.classes = classes
    var shift: UInt32 = 0
    while 1 << shift < classCount { shift += 1 }
    self.shift = shift

    var trie = TermTrie(classCount: Int(classCount), mostNodes: 1 + patterns.reduce(0) { $0 + $1.symbols.count })
    for pattern in patterns {
      guard trie.insert(pattern.symbols.map { classes[Int($0)] }, number: pattern.number) else { return nil }
    }
    let breadthFirst = trie.complete()
    let collapsedClass = collapsed.map { classes[Int($0)] }
    if let collapsedClass { trie.loop(on: collapsedClass) }

    // Shallow states first, for the sake of the cache; those with a match last.
    let order = breadthFirst.filter { trie.matches[$0].isEmpty }
    let matching = breadthFirst.filter { !trie.matches[$0].isEmpty }
    var renumbered = [UInt16](repeating: 0, count: trie.count)
    for (number, node) in (order + matching).enumerated() { renumbered[node] = UInt16(truncatingIfNeeded: number) }
    firstMatch = UInt32(order.count) << shift
    var table = [UInt16](repeating: 0, count: trie.count << Int(shift))
    let width = Int(classCount)
    var cells = table.mutableSpan
    let (next, names) = (trie.next.span, renumbered.span)
    for (number, node) in (order + matching).enumerated() {
      let (row, start) = (node &* width, number &<< Int(shift))
      for symbol in 0..<width { cells[start &+ symbol] = names[Int(next[row &+ symbol])] }
    }
    self.table = table
    var offsets = [0]
    var matches: [Int] = []
    for node in matching {
      matches += trie.matches[node]
      offsets.append(matches.count)
    }
    matchOffsets = offsets
    self.matches = matches
    start = collapsedClass.map { UInt32(table[Int($0)]) << shift } ?? 0
  }
}
