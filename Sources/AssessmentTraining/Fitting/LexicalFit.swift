import Assessment
import Foundation
import Learning

/// The lexical stage's weights while they are being fitted: double precision, all columns.
struct LexicalFit: Sendable {
  /// How the weights are held back.
  struct Settings: Sendable {
    /// λ of the ridge, for rows whose weights average 1.
    var penalty = 0.3
    /// How easily the lexicon's signals get large weights beside those of words.
    var signalScale = 0.5
    /// Whether buckets, and whether signals, are used: baselines use one of them.
    var usesWords = true
    var usesSignals = true
  }

  var models: [AssessmentHead: LinearModel]
  private let factors: [Float]
  private let settings: Settings

  /// Fits the heads on the rows with these numbers. Heads without labels of both kinds are left out.
  static func fit(
    _ rows: [Int], _ texts: [LabelledText], _ inputs: [TextInputs], heads: [AssessmentHead],
    settings: Settings = Settings()
  ) async -> LexicalFit {
    let factors = rarity(rows, inputs)
    let fitted = await Parallel.map(heads) { head -> LinearModel? in
      let known = rows.filter { texts[$0].labels[head] != nil }
      let labels = known.map { texts[$0].labels[head] == true }
      guard labels.contains(true), labels.contains(false) else { return nil }
      let matrix = matrix(known.map { inputs[$0] }, factors, settings)
      return LogisticRegression.fit(
        matrix, labels: labels, rowWeights: known.map { texts[$0].weight }, penalty: settings.penalty, steps: 8)
    }
    var models: [AssessmentHead: LinearModel] = [:]
    for (head, model) in zip(heads, fitted) { models[head] = model }
    return LexicalFit(models: models, factors: factors, settings: settings)
  }

  private init(models: [AssessmentHead: LinearModel], factors: [Float], settings: Settings) {
    self.models = models
    self.factors = factors
    self.settings = settings
  }

  /// The log-odds of each row; heads that were not fitted are 0.
  func scores(_ inputs: [TextInputs]) -> [HeadScores] {
    let matrix = Self.matrix(inputs, factors, settings)
    var scores = [HeadScores](repeating: HeadScores(repeating: 0), count: inputs.count)
    for (head, model) in models {
      for (row, value) in model.scores(matrix).enumerated() { scores[row][head] = Float(value) }
    }
    return scores
  }

  /// The tables of a model: eight bits for each bucket and head.
  func tables() -> (buckets: [SIMD16<Int8>], scales: HeadScores, constants: HeadScores, signals: [HeadScores]) {
    var buckets = [SIMD16<Int8>](repeating: SIMD16(repeating: 0), count: TextInputs.bucketCount)
    var scales = HeadScores(repeating: 0)
    var constants = HeadScores(repeating: 0)
    var signals = [HeadScores](repeating: HeadScores(repeating: 0), count: TextInputs.signalCount)
    for (head, model) in models {
      let weights = (0..<TextInputs.bucketCount).map { model.weights[$0] * Double(factors[$0]) }
      // The few largest weights are cut, so that the many small ones keep their differences.
      let sorted = weights.map(abs).filter { $0 > 0 }.sorted()
      let largest = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 9995 / 10_000)]
      let scale = largest > 0 ? largest / 127 : 1
      for bucket in weights.indices {
        buckets[bucket][head.rawValue] = Int8(min(max((weights[bucket] / scale).rounded(), -127), 127))
      }
      scales[head] = Float(scale)
      constants[head] = Float(model.constant)
      for signal in signals.indices {
        signals[signal][head] = Float(model.weights[TextInputs.bucketCount + signal] * settings.signalScale)
      }
    }
    return (buckets, scales, constants, signals)
  }

  // Rare words say more (inverse document frequency); what stands in one text only says nothing of others.
  private static func rarity(_ rows: [Int], _ inputs: [TextInputs]) -> [Float] {
    var counts = [Int](repeating: 0, count: TextInputs.bucketCount)
    for row in rows { for bucket in Set(inputs[row].buckets) { counts[Int(bucket)] += 1 } }
    let total = Double(rows.count)
    return counts.map { $0 > 1 ? Float(log(total / Double($0)) / 4) : 0 }
  }

  private static func matrix(_ inputs: [TextInputs], _ factors: [Float], _ settings: Settings) -> SparseMatrix {
    var matrix = SparseMatrix(columnCount: TextInputs.bucketCount + TextInputs.signalCount)
    for input in inputs {
      var counts: [Int32: Float] = [:]
      if settings.usesWords { for bucket in input.buckets { counts[bucket, default: 0] += 1 } }
      let length = Float(max(1, input.buckets.count)).squareRoot()
      var row = counts.sorted { $0.key < $1.key }
        .map { (column: $0.key, value: $0.value * factors[Int($0.key)] / length) }
      if settings.usesSignals {
        row += input.signals.map {
          (Int32(TextInputs.bucketCount + $0.signal), $0.value * Float(settings.signalScale))
        }
      }
      matrix.append(row)
    }
    return matrix
  }
}
