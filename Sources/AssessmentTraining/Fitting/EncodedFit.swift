import Assessment
import Learning

/// The second stage's weights while they are being fitted.
struct EncodedFit: Sendable {
  /// How the parts of the input are scaled before the ridge holds their weights back.
  struct Settings: Sendable {
    var penalty = 1.0
    var embeddingScale: Float = 1
    var prototypeScale: Float = 1
    var lexicalScale: Float = 0.12
    /// Baselines use the embedding alone.
    var embeddingOnly = false
  }

  var models: [AssessmentHead: LinearModel]
  private let scales: [Float]

  /// Fits the heads on rows of `EncodedInputs`.
  static func fit(
    _ rows: [Int], _ texts: [LabelledText], _ inputs: [[Float]], heads: [AssessmentHead],
    settings: Settings = Settings()
  ) async -> EncodedFit {
    let scales = Self.scales(inputs.first?.count ?? 0, settings)
    let fitted = await Parallel.map(heads) { head -> LinearModel? in
      let known = rows.filter { texts[$0].labels[head] != nil }
      let labels = known.map { texts[$0].labels[head] == true }
      guard labels.contains(true), labels.contains(false) else { return nil }
      return LogisticRegression.fit(
        matrix(known.map { inputs[$0] }, scales), labels: labels, rowWeights: known.map { texts[$0].weight },
        penalty: settings.penalty, steps: 10)
    }
    var models: [AssessmentHead: LinearModel] = [:]
    for (head, model) in zip(heads, fitted) { models[head] = model }
    return EncodedFit(models: models, scales: scales)
  }

  private init(models: [AssessmentHead: LinearModel], scales: [Float]) {
    self.models = models
    self.scales = scales
  }

  /// The log-odds of each row; heads that were not fitted are 0.
  func scores(_ inputs: [[Float]]) -> [HeadScores] {
    let matrix = Self.matrix(inputs, scales)
    var scores = [HeadScores](repeating: HeadScores(repeating: 0), count: inputs.count)
    for (head, model) in models {
      for (row, value) in model.scores(matrix).enumerated() { scores[row][head] = Float(value) }
    }
    return scores
  }

  /// The rows of a model: one for each input, the last the constant.
  func rows() -> [HeadScores] {
    var rows = [HeadScores](repeating: HeadScores(repeating: 0), count: scales.count)
    for (head, model) in models {
      for input in scales.indices { rows[input][head] = Float(model.weights[input]) * scales[input] }
      if let last = rows.indices.last { rows[last][head] = Float(model.constant) }
    }
    return rows
  }

  // The last input is the constant 1, which the fit has of its own.
  private static func scales(_ count: Int, _ settings: Settings) -> [Float] {
    let dimensions = AssessmentModel.dimensions
    let lexical = AssessmentHead.allCases.count
    return (0..<count).map { input in
      if input < dimensions { return settings.embeddingScale }
      if input == count - 1 || settings.embeddingOnly { return 0 }
      return input < count - 1 - lexical ? settings.prototypeScale : settings.lexicalScale
    }
  }

  private static func matrix(_ inputs: [[Float]], _ scales: [Float]) -> SparseMatrix {
    var matrix = SparseMatrix(columnCount: scales.count)
    for input in inputs {
      matrix.append(input.indices.map { (column: Int32($0), value: input[$0] * scales[$0]) })
    }
    return matrix
  }
}
