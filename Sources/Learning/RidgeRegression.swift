/// Least squares with a penalty on the squares of the weights, not on the constant (Hoerl and Kennard 1970).
public enum RidgeRegression {
  /// Fits `targets`, one for each row. `penalty` is λ in ½λ‖w‖² + ½Σ(residual)².
  public static func fit(_ matrix: SparseMatrix, targets: [Double], penalty: Double) -> LinearModel {
    let count = Double(max(1, matrix.rowCount))
    let mean = targets.reduce(0, +) / count
    let means = matrix.transposedTimes([Double](repeating: 1, count: matrix.rowCount)).map { $0 / count }
    let right = matrix.transposedTimes(targets.map { $0 - mean })
    let weights = ConjugateGradient.solve(right, iterations: 80, tolerance: 1e-4) { vector in
      let products = matrix.times(vector)
      let shift = products.reduce(0, +)
      var result = matrix.transposedTimes(products)
      for column in result.indices { result[column] += penalty * vector[column] - means[column] * shift }
      return result
    }
    let offset = zip(means, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return LinearModel(weights: weights, constant: mean - offset)
  }
}
