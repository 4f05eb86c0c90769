/// The tree of all patterns, and the failure links that turn it into an automaton.
struct TermTrie {
  struct Node {
    /// Children while the tree is built, all transitions once it is complete; -1 is none.
    var next: [Int]
    /// The class of the symbol that leads here.
    var symbol: UInt8
    var matches: [Int] = []
  }

  /// The most nodes that states of 16 bits can number.
  static let capacity = Int(UInt16.max)

  private(set) var nodes: [Node]
  private let classCount: Int

  init(classCount: Int) {
    self.classCount = classCount
    nodes = [Node(next: [Int](repeating: -1, count: classCount), symbol: 0)]
  }

  /// Adds a pattern; false when there would be too many nodes.
  mutating func insert(_ pattern: [UInt8], number: Int) -> Bool {
    var node = 0
    for symbol in pattern {
      if nodes[node].next[Int(symbol)] < 0 {
        guard nodes.count < Self.capacity else { return false }
        nodes[node].next[Int(symbol)] = nodes.count
        nodes.append(Node(next: [Int](repeating: -1, count: classCount), symbol: symbol))
      }
      node = nodes[node].next[Int(symbol)]
    }
    nodes[node].matches.append(number)
    return true
  }

  /// Fills in every transition and returns the nodes breadth first, the root at the front.
  mutating func complete() -> [Int] {
    var failure = [Int](repeating: 0, count: nodes.count)
    var queue = [0]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for symbol in 0..<classCount {
        let child = nodes[node].next[symbol]
        let detour = node == 0 ? 0 : nodes[failure[node]].next[symbol]
        if child < 0 {
          nodes[node].next[symbol] = detour
        } else {
          failure[child] = detour
          nodes[child].matches += nodes[detour].matches
          queue.append(child)
        }
      }
    }
    return queue
  }

  /// Makes each state that a symbol leads to stay where it is when the symbol comes again.
  mutating func loop(on symbol: UInt8) {
    for node in nodes.indices where node != 0 && nodes[node].symbol == symbol {
      nodes[node].next[Int(symbol)] = node
    }
  }
}
