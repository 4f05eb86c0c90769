internal import Foundation
internal import Learning

/// Several signals of an answer made into one score: the chance that it is good, by logistic regression.
///
/// Fit it on other cases than those that calibrate the threshold. Only the order of scores matters to the guarantee.
public struct SignalModel: Codable, Hashable, Sendable {
  /// An answer's signals and whether it was bad.
  public struct Example: Hashable, Sendable {
    public var signals: [Double]
    public var isBad: Bool

    public init(signals: [Double], isBad: Bool) {
      self.signals = signals
      self.isBad = isBad
    }
  }

  /// Each signal's mean and scale among the examples, its weight, and the constant.
  public let means: [Double]
  public let scales: [Double]
  public let weights: [Double]
  public let constant: Double

  /// Fits a model; signals that are missing or not finite count as their mean.
  public init(_ examples: [Example], penalty: Double = 1) throws(EvidenceError) {
    guard let width = examples.first?.signals.count, width > 0, examples.allSatisfy({ $0.signals.count == width }),
      Set(examples.map(\.isBad)).count == 2
    else {
      throw EvidenceError(
        .outOfRange, "signals need good and bad examples, each with the same number of signals; label more answers")
    }
    let columns = (0..<width).map { column in examples.map { $0.signals[column] }.filter(\.isFinite) }
    let means = columns.map { $0.isEmpty ? 0 : $0.reduce(0, +) / Double($0.count) }
    let scales = zip(columns, means).map { column, mean in
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, column.count))
      return variance > 0 ? variance.squareRoot() : 1
    }
    var matrix = SparseMatrix(columnCount: width)
    for example in examples {
      matrix.append(
        example.signals.enumerated()
          .map { (column: Int32(clamping: $0), value: Float(Self.scaled($1, means[$0], scales[$0]))) })
    }
    let fit = LogisticRegression.fit(matrix, labels: examples.map { !$0.isBad }, penalty: penalty, steps: 50)
    self.means = means
    self.scales = scales
    weights = fit.weights
    constant = fit.constant
  }

  /// The score of an answer in 0...1; higher is surer.
  public func score(_ signals: [Double]) -> Double {
    var sum = constant
    for index in weights.indices where index < signals.count && index < means.count && index < scales.count {
      sum += weights[index] * Self.scaled(signals[index], means[index], scales[index])
    }
    return 1 / (1 + exp(-sum))
  }

  private static func scaled(_ signal: Double, _ mean: Double, _ scale: Double) -> Double {
    signal.isFinite && scale > 0 ? (signal - mean) / scale : 0
  }
}
