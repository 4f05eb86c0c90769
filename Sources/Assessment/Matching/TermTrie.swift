/// The tree of all patterns, and the failure links that turn it into an automaton.
struct TermTrie {
  /// The most nodes that states of 16 bits can number.
  static let capacity = Int(UInt16.max)

  let classCount: Int
  /// Children while the tree is built, all transitions once it is complete; -1 is none. `classCount` for each node, in
  /// one piece: an array for each would take most of the time that a start takes.
  private(set) var next: [Int32]
  /// The class of the symbol that leads to each node.
  private var symbols: [UInt8] = [0]
  /// The patterns that end at each node.
  private(set) var matches: [[Int]] = [[]]

  /// How many nodes there are.
  var count: Int { symbols.count }

  /// A tree of the root alone. Room is made for `mostNodes`, as far as states can be numbered: memory that is never
  /// touched costs nothing, and growing step by step leaves holes behind for good.
  init(classCount: Int, mostNodes: Int) {
    self.classCount = classCount
    next = []
    next.reserveCapacity(min(mostNodes, Self.capacity) * classCount)
    for _ in 0..<classCount { next.append(-1) }
  }

  /// Adds a pattern; false when there would be too many nodes.
  mutating func insert(_ pattern: [UInt8], number: Int) -> Bool {
    var node = 0
    for symbol in pattern {
      let place = node * classCount + Int(symbol)
      if next[place] < 0 {
        guard count < Self.capacity else { return false }
        next[place] = Int32(truncatingIfNeeded: count)
        for _ in 0..<classCount { next.append(-1) }
        symbols.append(symbol)
        matches.append([])
      }
      node = Int(next[place])
    }
    matches[node].append(number)
    return true
  }

  /// Fills in every transition and returns the nodes breadth first, the root at the front.
  mutating func complete() -> [Int] {
    var failure = [Int](repeating: 0, count: count)
    var queue = [0]
    queue.reserveCapacity(count)
    var head = 0
    // Taken out, so that the checks of the array need not be made for each transition.
    var next = self.next
    self.next = []
    while head < queue.count {
      let node = queue[head]
      head += 1
      let row = node &* classCount
      let detours = failure[node] &* classCount
      for symbol in 0..<classCount {
        let child = next[row &+ symbol]
        let detour = node == 0 ? 0 : next[detours &+ symbol]
        if child < 0 {
          next[row &+ symbol] = detour
        } else {
          failure[Int(child)] = Int(detour)
          if !matches[Int(detour)].isEmpty { matches[Int(child)] += matches[Int(detour)] }
          queue.append(Int(child))
        }
      }
    }
    self.next = next
    return queue
  }

  /// Makes each state that a symbol leads to stay where it is when the symbol comes again.
  mutating func loop(on symbol: UInt8) {
    for node in symbols.indices where node != 0 && symbols[node] == symbol {
      next[node * classCount + Int(symbol)] = Int32(truncatingIfNeeded: node)
    }
  }
}
