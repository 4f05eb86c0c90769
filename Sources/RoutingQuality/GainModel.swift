import Foundation
public import Learning

/// Predicts from a prompt's text how much the strong model adds to the weak one.
///
/// Two logistic regressions over hashed words and runs of letters, one for each model's chance of being right; the score
/// is the difference. A third, on the gain itself by least squares, is averaged in: it errs elsewhere.
public struct GainModel: Sendable {
  /// What text is turned into, once for all rows of a table.
  public struct Features: Sendable {
    let counts: SparseMatrix
    let shapes: [[Double]]

    public init(_ prompts: [String], hasher: NGramHasher = NGramHasher()) {
      var matrix = SparseMatrix(columnCount: hasher.columnCount)
      for prompt in prompts { matrix.append(hasher.row(prompt)) }
      counts = matrix
      shapes = prompts.map(PromptShape.numbers)
    }
  }

  /// How strongly weights are held back, and how much the shape of a prompt counts beside its words.
  public struct Settings: Hashable, Sendable {
    public var headPenalty = 2.0
    public var gainPenalty = 4.0
    public var shapeScale = 0.3

    public init() {}
  }

  private let factors: [Float]
  private let scaling: ShapeScaling
  private let settings: Settings
  private let weak: LinearModel
  private let strong: LinearModel
  private let gain: LinearModel

  /// Fits the rows with these numbers.
  public init(_ features: Features, cases: [RoutingCase], rows: [Int], settings: Settings = Settings()) {
    self.settings = settings
    let count = Double(max(1, rows.count))
    let chosen = features.counts.selecting(rows)
    // Rare terms say more; terms of a single row say nothing of others.
    let logs = chosen.documentFrequencies().map { $0 > 1 ? Float(log((1 + count) / (1 + Double($0))) + 1) : 0 }
    factors = logs
    scaling = ShapeScaling(rows.map { features.shapes[$0] })
    let matrix = Self.matrix(features, rows, logs, scaling, settings)
    weak = LogisticRegression.fit(matrix, labels: rows.map { cases[$0].weak }, penalty: settings.headPenalty)
    strong = LogisticRegression.fit(matrix, labels: rows.map { cases[$0].strong }, penalty: settings.headPenalty)
    gain = RidgeRegression.fit(matrix, targets: rows.map { cases[$0].gain }, penalty: settings.gainPenalty)
  }

  /// The expected gain of the rows with these numbers.
  public func scores(_ features: Features, rows: [Int]) -> [Double] {
    let matrix = Self.matrix(features, rows, factors, scaling, settings)
    func chance(_ score: Double) -> Double { 1 / (1 + exp(-score)) }
    let heads = zip(strong.scores(matrix), weak.scores(matrix)).map { chance($0) - chance($1) }
    return zip(heads, gain.scores(matrix)).map { ($0 + $1) / 2 }
  }

  private static func matrix(
    _ features: Features, _ rows: [Int], _ factors: [Float], _ scaling: ShapeScaling, _ settings: Settings
  ) -> SparseMatrix {
    var words = features.counts.selecting(rows)
    words.scaleAndNormalize(factors)
    var matrix = SparseMatrix(columnCount: words.columnCount + PromptShape.count)
    for (place, row) in rows.enumerated() {
      let shape = scaling.entries(features.shapes[row], from: words.columnCount, factor: settings.shapeScale)
      matrix.append(words.row(place) + shape)
    }
    return matrix
  }
}
