import Testing

@testable import Frontier

@Suite("Envelope matrix")
struct EnvelopeMatrixTests {
  /// A positive definite matrix whose third row of blocks begins at its second column.
  private var matrix: EnvelopeMatrix {
    var matrix = EnvelopeMatrix(firsts: [0, 0, 1])
    matrix.blocks = [
      PairBlock([4, 1], [1, 5]), PairBlock([1, 0], [0.5, -1]), PairBlock([6, 2], [2, 7]),
      PairBlock([-1, 0.25], [2, 1]), PairBlock([8, 0], [0, 9]),
    ]
    return matrix
  }

  /// The same as rows of numbers.
  private var rows: [[Double]] {
    let matrix = matrix
    var rows = [[Double]](repeating: [Double](repeating: 0, count: 6), count: 6)
    for row in 0..<3 {
      for column in matrix.firsts[row]...row {
        let block = matrix.blocks[matrix.bases[row] + column]
        for (offset, values) in [block.first, block.second].enumerated() {
          for inner in 0..<2 {
            rows[2 * row + inner][2 * column + offset] = values[inner]
            rows[2 * column + offset][2 * row + inner] = values[inner]
          }
        }
      }
    }
    return rows
  }

  @Test("the solution solves the equations")
  func solves() {
    var factor = matrix
    let isDefinite = factor.factorise()
    #expect(isDefinite)
    let right: [Double] = [1, -2, 3, 0.5, -1, 4]
    var found: [SIMD2<Double>] = [[1, -2], [3, 0.5], [-1, 4]]
    factor.solve(&found)
    let flat = found.flatMap { [$0.x, $0.y] }
    for (row, expected) in zip(rows, right) {
      #expect(abs(zip(row, flat).reduce(0) { $0 + $1.0 * $1.1 } - expected) < 1e-12)
    }
  }

  @Test("a product of sparse vectors is taken off where it belongs")
  func subtracts() {
    var matrix = EnvelopeMatrix(firsts: [0, 0, 1])
    matrix.subtract(left: [[1, 2], [3, 4]], right: [[5, 6], [7, 8]], places: [1, 2], range: 0..<2)
    #expect(matrix.blocks[2].first == [-5, -10])
    #expect(matrix.blocks[2].second == [-6, -12])
    #expect(matrix.blocks[3].first == [-15, -20])
    #expect(matrix.blocks[4].second == [-24, -32])
    #expect(matrix.blocks[1].first == .zero)
  }

  @Test("a matrix that is not positive definite is noticed", arguments: [0, 2, 4])
  func indefinite(block: Int) {
    var matrix = matrix
    matrix.blocks[block].second.y = -1
    let isDefinite = matrix.factorise()
    #expect(!isDefinite)
  }

  @Test("eigenvalues of a diagonal matrix are its entries, and an excluded direction does not count")
  func eigenvalues() {
    var matrix = EnvelopeMatrix(firsts: [0, 1, 2])
    matrix.blocks = [PairBlock([0.01, 0], [0, 3]), PairBlock([0.5, 0], [0, 4]), PairBlock([9, 0], [0, 2])]
    let isDefinite = matrix.factorise()
    #expect(isDefinite)
    #expect(abs(matrix.largestEigenvalue - 9) < 1e-6)
    let smallest = matrix.smallestEigenvalue(excluding: [[1, 0], .zero, .zero])
    #expect(abs(smallest.value - 0.5) < 1e-6)
    #expect(abs(abs(smallest.direction[1].x) - 1) < 1e-6)
  }
}
