import Foundation

/// Logistic regression with a penalty on the squares of the weights, not on the constant, by truncated Newton steps
/// (Lin, Weng and Keerthi 2008). Deterministic.
public enum LogisticRegression {
  /// Fits `labels` (true or false, one for each row). `penalty` is λ in ½λ‖w‖² + Σ log-loss.
  public static func fit(_ matrix: SparseMatrix, labels: [Bool], penalty: Double, steps: Int = 12) -> LinearModel {
    let targets = labels.map { $0 ? 1.0 : 0.0 }
    let mean = min(max(targets.reduce(0, +) / Double(max(1, targets.count)), 1e-4), 1 - 1e-4)
    var model = LinearModel(
      weights: [Double](repeating: 0, count: matrix.columnCount), constant: log(mean / (1 - mean)))
    for _ in 0..<steps {
      let chances = model.scores(matrix).map { 1 / (1 + exp(-$0)) }
      let residuals = zip(targets, chances).map { $0 - $1 }
      let curvature = chances.map { max(1e-6, $0 * (1 - $0)) }
      var gradient = matrix.transposedTimes(residuals)
      for column in gradient.indices { gradient[column] -= penalty * model.weights[column] }
      let constantGradient = residuals.reduce(0, +)
      let total = curvature.reduce(0, +)
      // The constant is eliminated from the Newton system, which leaves one in the weights alone.
      let crossed = matrix.transposedTimes(curvature)
      for column in gradient.indices { gradient[column] -= crossed[column] * constantGradient / total }
      let step = ConjugateGradient.solve(gradient, iterations: 40, tolerance: 1e-3) { vector in
        let products = zip(matrix.times(vector), curvature).map { $0 * $1 }
        let shift = products.reduce(0, +) / total
        var result = matrix.transposedTimes(products)
        for column in result.indices { result[column] += penalty * vector[column] - crossed[column] * shift }
        return result
      }
      let moved = zip(matrix.times(step), curvature).reduce(0) { $0 + $1.0 * $1.1 }
      for column in step.indices { model.weights[column] += step[column] }
      model.constant += (constantGradient - moved) / total
      if step.reduce(0, { $0 + $1 * $1 }) < 1e-8 { break }
    }
    return model
  }
}
