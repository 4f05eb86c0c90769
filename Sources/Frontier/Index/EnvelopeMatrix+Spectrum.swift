extension EnvelopeMatrix {
  /// The largest eigenvalue of the matrix whose factor self is, by the power method.
  var largestEigenvalue: Double {
    var vector = [SIMD2<Double>](repeating: [1, 1], count: count)
    var value = 0.0
    for _ in 0..<200 {
      let length = Self.normalise(&vector)
      if abs(length - value) <= 1e-9 * length { return length }
      value = length
      vector = times(transposedTimes(vector))
    }
    return value
  }

  /// The smallest eigenvalue of the matrix whose factor self is, among directions without a share in `excluded`, and its
  /// direction, by inverse iteration.
  func smallestEigenvalue(excluding excluded: [SIMD2<Double>]) -> (value: Double, direction: [SIMD2<Double>]) {
    var excluded = excluded
    _ = Self.normalise(&excluded)
    // Any start will do that is not orthogonal to the answer.
    var vector = (0..<count).map { SIMD2(1 + Double($0 % 7), 1 + Double($0 % 5)) }
    var value = 0.0
    for _ in 0..<500 {
      let share = zip(vector, excluded).reduce(0) { $0 + ($1.0 * $1.1).sum() }
      for index in vector.indices { vector[index] -= share * excluded[index] }
      let length = Self.normalise(&vector)
      if abs(length - value) <= 1e-9 * length { break }
      value = length
      solve(&vector)
    }
    _ = Self.normalise(&vector)
    return (value > 0 ? 1 / value : 0, vector)
  }

  /// Makes a vector one of length 1, and says how long it was.
  private static func normalise(_ vector: inout [SIMD2<Double>]) -> Double {
    let length = vector.reduce(0) { $0 + ($1 * $1).sum() }.squareRoot()
    guard length > 0 else { return 0 }
    for index in vector.indices { vector[index] /= length }
    return length
  }

  private func times(_ vector: [SIMD2<Double>]) -> [SIMD2<Double>] {
    (0..<count).map { row in
      (firsts[row]...row).reduce(into: .zero) { $0 += blocks[bases[row] + $1].times(vector[$1]) }
    }
  }

  private func transposedTimes(_ vector: [SIMD2<Double>]) -> [SIMD2<Double>] {
    var result = [SIMD2<Double>](repeating: .zero, count: count)
    for row in 0..<count {
      for column in firsts[row]...row { result[column] += blocks[bases[row] + column].transposedTimes(vector[row]) }
    }
    return result
  }
}
