/// How well a fit explains the scores of one benchmark or of one model.
public struct ScoreResiduals: Hashable, Sendable {
  public var name: String
  /// How many scores it has.
  public var count: Int
  public var rootMeanSquare: Double
  /// The mean of score less expected score: above 0 if scores are better than the index says.
  public var mean: Double
  /// The model, or benchmark, whose score is explained worst, and its score less the expected one.
  public var worst: Worst?
  /// The sum of the leverages of its scores: how many parameters they decide.
  public var leverage: Double

  /// A score far from what was expected.
  public struct Worst: Hashable, Sendable {
    public var name: String
    public var residual: Double
  }

  static func grouped(
    _ matrix: ScoreMatrix, _ residuals: [Double], _ leverages: [Double], by names: [String], of others: [String],
    key: (ScoreMatrix.Score) -> (own: Int, other: Int)
  ) -> [ScoreResiduals] {
    var groups = names.map { ScoreResiduals(name: $0, count: 0, rootMeanSquare: 0, mean: 0, worst: nil, leverage: 0) }
    for (index, score) in matrix.scores.enumerated() {
      let (own, other) = key(score)
      let residual = residuals[index]
      groups[own].count += 1
      groups[own].mean += residual
      groups[own].rootMeanSquare += residual * residual
      groups[own].leverage += leverages[index]
      if abs(residual) > abs(groups[own].worst?.residual ?? 0) {
        groups[own].worst = Worst(name: others[other], residual: residual)
      }
    }
    for index in groups.indices where groups[index].count > 0 {
      groups[index].mean /= Double(groups[index].count)
      groups[index].rootMeanSquare = (groups[index].rootMeanSquare / Double(groups[index].count)).squareRoot()
    }
    return groups
  }
}
