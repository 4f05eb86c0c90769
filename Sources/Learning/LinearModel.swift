/// A weight for each column and a constant.
public struct LinearModel: Sendable {
  public var weights: [Double]
  public var constant: Double

  public init(weights: [Double], constant: Double) {
    self.weights = weights
    self.constant = constant
  }

  /// A number for each row of `matrix`.
  public func scores(_ matrix: SparseMatrix) -> [Double] { matrix.times(weights).map { $0 + constant } }
}
