/// Holds back the bins of a block of futures and counts them row by row, so that a row's counters are fetched once a
/// block: there are megabytes of counters, and going to each for every future would be most of the work.
struct BinBuffer: Sendable {
  /// Futures in a block.
  static var block: Int { 512 }
  /// Rows are apart by an odd number of cache lines, since powers of two would compete for the same places in caches.
  private static var stride: Int { block + 32 }
  private static var empty: UInt16 { .max }

  private let width: Int
  private var bins: [UInt16]
  private var filled = 0

  /// For rows of `width` counters each.
  init(rows: Int, width: Int) {
    self.width = width
    bins = [UInt16](repeating: Self.empty, count: rows * Self.stride)
  }

  /// Keeps the bin that the present future has in a row.
  @inline(__always)
  mutating func put(_ bin: Int, row: Int) {
    bins[row &* Self.stride &+ filled] = UInt16(truncatingIfNeeded: bin)
  }

  /// Ends the present future. Each row that is put to at all must be put to in each future.
  mutating func next(_ counts: inout [UInt32]) {
    filled += 1
    if filled == Self.block { flush(&counts) }
  }

  /// Counts what is held back.
  mutating func flush(_ counts: inout [UInt32]) {
    for row in 0..<bins.count / Self.stride {
      let (start, base) = (row * Self.stride, row * width)
      for place in start..<start + filled where bins[place] != Self.empty { counts[base + Int(bins[place])] &+= 1 }
    }
    filled = 0
  }
}
