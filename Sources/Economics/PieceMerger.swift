/// Merges the bytes of one piece pair by pair, lowest rank first and leftmost among equals; keeps its memory between
/// pieces.
struct PieceMerger {
  // The parts of the piece as a linked list of the positions at which they begin.
  private var next: [Int] = []
  private var previous: [Int] = []
  // The rank of the pair that begins here, −1 when it is no token or nothing begins here any more.
  private var pairRank: [Int32] = []
  private var queue = MergeQueue()

  /// The number of tokens of a piece. A byte that no token has counts as one.
  mutating func count(_ piece: Span<UInt8>, ranks: RankTable) -> Int {
    let length = piece.count
    next.removeAll(keepingCapacity: true)
    next.append(contentsOf: 1...(length + 1))
    previous.removeAll(keepingCapacity: true)
    previous.append(contentsOf: -1..<length)
    pairRank.removeAll(keepingCapacity: true)
    pairRank.append(contentsOf: repeatElement(-1, count: length + 1))
    queue.removeAll()
    for position in 0..<length { rate(position, piece, ranks) }
    var parts = length
    while let (rank, position) = queue.popFirst() {
      // A pair that has changed since it was queued was queued again with its new rank.
      guard pairRank[position] == rank else { continue }
      let merged = next[position]
      let following = next[merged]
      next[position] = following
      if following <= length { previous[following] = position }
      pairRank[merged] = -1
      parts -= 1
      rate(position, piece, ranks)
      if previous[position] >= 0 { rate(previous[position], piece, ranks) }
    }
    return parts
  }

  private mutating func rate(_ position: Int, _ piece: Span<UInt8>, _ ranks: RankTable) {
    let middle = next[position]
    guard middle < piece.count, let rank = ranks.rank(of: piece.extracting(position..<next[middle])) else {
      pairRank[position] = -1
      return
    }
    pairRank[position] = rank
    queue.insert(rank: rank, position: position)
  }
}

/// A binary heap of pairs, lowest rank first, then leftmost.
private struct MergeQueue {
  private var keys: [UInt64] = []

  mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

  mutating func insert(rank: Int32, position: Int) {
    keys.append(UInt64(UInt32(bitPattern: rank)) << 32 | UInt64(UInt32(truncatingIfNeeded: position)))
    var child = keys.count - 1
    while child > 0, keys[child] < keys[(child - 1) / 2] {
      keys.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> (rank: Int32, position: Int)? {
    guard let first = keys.first, let last = keys.popLast() else { return nil }
    if !keys.isEmpty {
      keys[0] = last
      var parent = 0
      while true {
        let left = 2 * parent + 1
        guard left < keys.count else { break }
        let least = left + 1 < keys.count && keys[left + 1] < keys[left] ? left + 1 : left
        guard keys[least] < keys[parent] else { break }
        keys.swapAt(least, parent)
        parent = least
      }
    }
    return (Int32(truncatingIfNeeded: first >> 32), Int(first & 0xffff_ffff))
  }
}
