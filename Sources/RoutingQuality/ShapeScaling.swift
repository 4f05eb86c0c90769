/// Brings the numbers of prompts' shapes to a common scale: mean 0 and spread 1 over the prompts it was made from.
struct ShapeScaling: Sendable {
  private let centers: [Double]
  private let scales: [Double]
  /// Beyond so many spreads a number counts no more.
  private static let clip = 3.0

  init(_ shapes: [[Double]]) {
    let count = Double(max(1, shapes.count))
    var centers: [Double] = []
    var scales: [Double] = []
    for column in 0..<PromptShape.count {
      let values = shapes.map { $0[column] }
      let mean = values.reduce(0, +) / count
      let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
      centers.append(mean)
      scales.append(spread > 1e-9 ? 1 / spread : 0)
    }
    self.centers = centers
    self.scales = scales
  }

  /// The entries of a row, the first at column `first`, each times `factor`.
  func entries(_ shape: [Double], from first: Int, factor: Double) -> [(column: Int32, value: Float)] {
    shape.enumerated().map { column, value in
      let clipped = min(max((value - centers[column]) * scales[column], -Self.clip), Self.clip)
      return (Int32(first + column), Float(clipped * factor))
    }
  }
}
