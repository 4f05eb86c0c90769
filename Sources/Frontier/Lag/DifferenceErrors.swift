/// Standard errors of differences between models, from draws.
///
/// Models share benchmarks, so their errors go together and the error of a difference is not that of two independent
/// numbers.
public struct DifferenceErrors: Sendable {
  private let models: Int
  /// Covariances of the models' points, row by row.
  private let covariances: [Double]

  /// `draws` are rows of points, one for each model. The cost grows with draws times squared models.
  public init(draws: [[Double]]) {
    models = draws.map(\.count).min() ?? 0
    var covariances = [Double](repeating: 0, count: models * models)
    if draws.count > 1 {
      // A draw that says nothing of a model counts as its mean, and is taken off the number of draws below.
      let columns = (0..<models).map { model in
        let column = draws.map { $0[model] }
        let known = column.filter(\.isFinite)
        let mean = known.reduce(0, +) / Double(max(1, known.count))
        return (known: known.count, deviations: column.map { $0.isFinite ? $0 - mean : 0 })
      }
      for row in 0..<models {
        for column in 0...row {
          let freedom = max(1, min(columns[row].known, columns[column].known) - 1)
          let covariance = Self.product(columns[row].deviations, columns[column].deviations) / Double(freedom)
          covariances[row * models + column] = covariance
          covariances[column * models + row] = covariance
        }
      }
    }
    self.covariances = covariances
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }

  /// The standard error of the difference of two models, in points; 0 without draws.
  public func callAsFunction(_ left: Int, _ right: Int) -> Double {
    guard (0..<models).contains(left), (0..<models).contains(right) else { return 0 }
    let variance =
      covariances[left * models + left] + covariances[right * models + right] - 2 * covariances[left * models + right]
    return max(0, variance).squareRoot()
  }
}
