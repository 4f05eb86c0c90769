/// A block of two rows and two columns, kept as its columns: what joins two benchmarks' difficulty and slope.
struct PairBlock: Sendable {
  var first: SIMD2<Double>
  var second: SIMD2<Double>

  @inline(__always) init(_ first: SIMD2<Double> = .zero, _ second: SIMD2<Double> = .zero) {
    self.first = first
    self.second = second
  }

  /// Takes off left · rightᵀ.
  @inline(__always) mutating func subtract(_ left: SIMD2<Double>, _ right: SIMD2<Double>) {
    first -= left * right.x
    second -= left * right.y
  }

  /// Adds left · rightᵀ.
  @inline(__always) mutating func add(_ left: PairBlock, times right: PairBlock) {
    first += left.first * right.first.x + left.second * right.second.x
    second += left.first * right.first.y + left.second * right.second.y
  }

  /// Takes off the entries of another.
  @inline(__always) mutating func subtract(_ other: PairBlock) {
    first -= other.first
    second -= other.second
  }

  /// The lower Cholesky factor; nil unless the block is positive definite. Its upper corner is not read.
  var factor: PairBlock? {
    guard first.x > 0 else { return nil }
    let corner = first.x.squareRoot()
    let below = first.y / corner
    let rest = second.y - below * below
    guard rest > 0 else { return nil }
    return PairBlock(SIMD2(corner, below), SIMD2(0, rest.squareRoot()))
  }

  /// self · (lowerᵀ)⁻¹ for a lower factor.
  @inline(__always) func dividedByTransposed(_ lower: PairBlock) -> PairBlock {
    let left = first / lower.first.x
    return PairBlock(left, (second - left * lower.first.y) / lower.second.y)
  }

  /// self · vector.
  @inline(__always) func times(_ vector: SIMD2<Double>) -> SIMD2<Double> { first * vector.x + second * vector.y }

  /// selfᵀ · vector.
  @inline(__always) func transposedTimes(_ vector: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2((first * vector).sum(), (second * vector).sum())
  }

  /// self⁻¹ · vector for a lower factor.
  @inline(__always) func solved(_ vector: SIMD2<Double>) -> SIMD2<Double> {
    let top = vector.x / first.x
    return SIMD2(top, (vector.y - first.y * top) / second.y)
  }

  /// (selfᵀ)⁻¹ · vector for a lower factor.
  @inline(__always) func transposedSolved(_ vector: SIMD2<Double>) -> SIMD2<Double> {
    let bottom = vector.y / second.y
    return SIMD2((vector.x - first.y * bottom) / first.x, bottom)
  }
}
