import Foundation
import Learning

/// Turns a score into one whose logistic is a probability: a line through the log-odds (Platt 1999).
struct Calibration: Sendable {
  var slope: Double
  var shift: Double

  static let identity = Calibration(slope: 1, shift: 0)

  /// Fits the line to scores of texts that were not learned from.
  static func fit(_ scores: [Double], labels: [Bool], weights: [Double]) -> Calibration {
    guard labels.contains(true), labels.contains(false) else { return identity }
    var matrix = SparseMatrix(columnCount: 1)
    for score in scores { matrix.append([(0, Float(score))]) }
    let model = LogisticRegression.fit(matrix, labels: labels, rowWeights: weights, penalty: 1e-3, steps: 20)
    // A score that points the wrong way is not turned round: that would hide a fault of the fit.
    return model.weights[0] > 0 ? Calibration(slope: model.weights[0], shift: model.constant) : identity
  }

  func callAsFunction(_ score: Double) -> Double { slope * score + shift }
}
