import Learning

/// Predicts the strong model's gain from a prompt's shape alone.
///
/// Words do not carry over from one benchmark to another, but long and intricate prompts are hard in both. What is long
/// differs, so the prompts to be routed are measured on their own scale; that needs no label of them.
public struct ShapeModel: Sendable {
  private let gain: LinearModel

  /// Fits the rows with these numbers.
  public init(_ features: GainModel.Features, cases: [RoutingCase], rows: [Int], penalty: Double = 10) {
    gain = RidgeRegression.fit(
      Self.matrix(features, rows), targets: rows.map { cases[$0].gain }, penalty: penalty)
  }

  /// The expected gain of the rows with these numbers, up to a constant and a scale.
  public func scores(_ features: GainModel.Features, rows: [Int]) -> [Double] {
    gain.scores(Self.matrix(features, rows))
  }

  private static func matrix(_ features: GainModel.Features, _ rows: [Int]) -> SparseMatrix {
    let scaling = ShapeScaling(rows.map { features.shapes[$0] })
    var matrix = SparseMatrix(columnCount: PromptShape.count)
    for row in rows { matrix.append(scaling.entries(features.shapes[row], from: 0, factor: 1)) }
    return matrix
  }
}
