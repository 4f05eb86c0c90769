/// A symmetric matrix of two by two blocks by its lower half, each row from its first block that is not zero.
///
/// Cholesky's decomposition fills in nothing left of those (George and Liu 1981, "Computer Solution of Large Sparse
/// Positive Definite Systems", chapter 4), so rows that begin late cost little.
struct EnvelopeMatrix: Sendable {
  /// Rows of blocks.
  let count: Int
  /// The column at which each row begins.
  let firsts: [Int]
  /// What to add to a column to find its block: the row's start in `blocks` less its first column.
  let bases: [Int]
  /// Row after row.
  var blocks: [PairBlock]

  init(firsts: [Int]) {
    count = firsts.count
    self.firsts = firsts
    var bases: [Int] = []
    var size = 0
    for (row, first) in firsts.enumerated() {
      bases.append(size - first)
      size += row - first + 1
    }
    self.bases = bases
    blocks = [PairBlock](repeating: PairBlock(), count: size)
  }

  mutating func reset() {
    var span = blocks.mutableSpan
    for index in span.indices { span[index] = PairBlock() }
  }

  /// Takes off left · rightᵀ for two vectors of which only the entries at `places[range]` are not zero.
  mutating func subtract(
    left: [SIMD2<Double>], right: [SIMD2<Double>], places: [Int], range: Range<Int>
  ) {
    let bases = bases
    let rows = places.span.extracting(range)
    let left = left.span.extracting(range)
    let right = right.span.extracting(range)
    var span = blocks.mutableSpan
    for row in rows.indices {
      let base = bases[rows[row]]
      let entry = left[row]
      for column in 0...row { span[base + rows[column]].subtract(entry, right[column]) }
    }
  }

  /// Makes the matrix its lower Cholesky factor; false, with the matrix spoilt, unless it is positive definite.
  mutating func factorise() -> Bool {
    for row in 0..<count {
      let first = firsts[row]
      let base = bases[row]
      for column in first..<row {
        let start = max(first, firsts[column])
        let sum = product(base, bases[column], max(start, column) - start, from: start)
        var block = blocks[base + column]
        block.subtract(sum)
        blocks[base + column] = block.dividedByTransposed(blocks[bases[column] + column])
      }
      var block = blocks[base + row]
      block.subtract(product(base, base, row - first, from: first))
      guard let factor = block.factor else { return false }
      blocks[base + row] = factor
    }
    return true
  }

  /// The product of a stretch of one row with the same stretch of another.
  private func product(_ left: Int, _ right: Int, _ count: Int, from start: Int) -> PairBlock {
    let own = blocks.span.extracting((left + start)..<(left + start + count))
    let other = blocks.span.extracting((right + start)..<(right + start + count))
    var sum = PairBlock()
    for index in 0..<count { sum.add(own[index], times: other[index]) }
    return sum
  }

  /// Replaces `right` by the solution of `matrix · x = right`, where self is the matrix's factor.
  func solve(_ right: inout [SIMD2<Double>]) {
    for row in 0..<count {
      var rest = right[row]
      for column in firsts[row]..<row { rest -= blocks[bases[row] + column].times(right[column]) }
      right[row] = blocks[bases[row] + row].solved(rest)
    }
    for row in (0..<count).reversed() {
      let found = blocks[bases[row] + row].transposedSolved(right[row])
      right[row] = found
      for column in firsts[row]..<row { right[column] -= blocks[bases[row] + column].transposedTimes(found) }
    }
  }
}
