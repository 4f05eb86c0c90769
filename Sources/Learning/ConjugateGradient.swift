/// Solves A x = b for a symmetric positive definite A that is only known by its products (Hestenes and Stiefel 1952).
enum ConjugateGradient {
  /// The solution, or where `iterations` end, or where the residual is `tolerance` times the first one.
  static func solve(
    _ right: [Double], iterations: Int, tolerance: Double, _ product: ([Double]) -> [Double]
  ) -> [Double] {
    var solution = [Double](repeating: 0, count: right.count)
    var residual = right
    var direction = right
    var squares = dot(residual, residual)
    let goal = squares * tolerance * tolerance
    for _ in 0..<iterations where squares > goal && squares > 0 {
      let image = product(direction)
      let curvature = dot(direction, image)
      guard curvature > 0 else { break }
      let length = squares / curvature
      for index in solution.indices {
        solution[index] += length * direction[index]
        residual[index] -= length * image[index]
      }
      let next = dot(residual, residual)
      let share = next / squares
      for index in direction.indices { direction[index] = residual[index] + share * direction[index] }
      squares = next
    }
    return solution
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}
