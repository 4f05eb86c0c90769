import Foundation

/// Logistic regression with a penalty on the squares of the weights, not on the constant, by truncated Newton steps
/// (Lin, Weng and Keerthi 2008). Deterministic.
public enum LogisticRegression {
  /// Fits `labels` (true or false, one for each row). `penalty` is λ in ½λ‖w‖² + Σ rowWeight · log-loss; without
  /// `rowWeights` each row counts 1.
  public static func fit(
    _ matrix: SparseMatrix, labels: [Bool], rowWeights: [Double]? = nil, penalty: Double, steps: Int = 12
  ) -> LinearModel {
    let targets = labels.map { $0 ? 1.0 : 0.0 }
    let shares = rowWeights ?? [Double](repeating: 1, count: targets.count)
    let positive = zip(targets, shares).reduce(0) { $0 + $1.0 * $1.1 }
    let mean = min(max(positive / max(1e-9, shares.reduce(0, +)), 1e-4), 1 - 1e-4)
    var model = LinearModel(
      weights: [Double](repeating: 0, count: matrix.columnCount), constant: log(mean / (1 - mean)))
    var scores = model.scores(matrix)
    var loss = Self.loss(scores, targets, shares) + penalty / 2 * squares(model.weights)
    for _ in 0..<steps {
      let chances = scores.map { 1 / (1 + exp(-$0)) }
      let residuals = targets.indices.map { shares[$0] * (targets[$0] - chances[$0]) }
      let curvature = chances.indices.map { shares[$0] * max(1e-6, chances[$0] * (1 - chances[$0])) }
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
      let moved = matrix.times(step)
      let constantStep = (constantGradient - zip(moved, curvature).reduce(0) { $0 + $1.0 * $1.1 }) / total
      // A full step can overshoot where the curvature is small; half of it, or half of that, does not.
      var length = 1.0
      var isBetter = false
      for _ in 0..<12 {
        let tried = scores.indices.map { scores[$0] + length * (moved[$0] + constantStep) }
        let weights = model.weights.indices.map { model.weights[$0] + length * step[$0] }
        let triedLoss = Self.loss(tried, targets, shares) + penalty / 2 * squares(weights)
        if triedLoss <= loss {
          isBetter = loss - triedLoss > 1e-9 * abs(loss)
          (scores, loss, model.weights) = (tried, triedLoss, weights)
          model.constant += length * constantStep
          break
        }
        length /= 2
      }
      if !isBetter { break }
    }
    return model
  }

  private static func loss(_ scores: [Double], _ targets: [Double], _ shares: [Double]) -> Double {
    var sum = 0.0
    for index in scores.indices {
      let margin = targets[index] > 0.5 ? scores[index] : -scores[index]
      // ln(1 + exp(−margin)) without overflow.
      sum += shares[index] * (max(0, -margin) + log1p(exp(-abs(margin))))
    }
    return sum
  }

  private static func squares(_ weights: [Double]) -> Double { weights.reduce(0) { $0 + $1 * $1 } }
}
