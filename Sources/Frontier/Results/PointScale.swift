/// A straight line from a fit's own scale to points.
public struct PointScale: Hashable, Sendable {
  public var offset: Double
  /// Points for each unit of the fit's scale.
  public var factor: Double

  public init(offset: Double, factor: Double) {
    self.offset = offset
    self.factor = factor
  }

  public func callAsFunction(_ capability: Double) -> Double { offset + factor * capability }

  /// Two models have fixed points, as in Epoch's index.
  init(_ scale: CapabilityScale, _ capabilities: [Double], models: [String]) throws(CapabilityFitError) {
    let conversion = try scale.conversion(capabilities, models: models)
    offset = conversion.offset
    factor = conversion.perUnit
  }

  /// The line that takes capabilities closest to known points, by least squares; nil if they do not rise together.
  init?(_ capabilities: [Double], to points: [Double?]) {
    let rows = zip(capabilities, points).compactMap { capability, points in
      capability.isFinite ? points.map { (capability, $0) } : nil
    }
    guard rows.count >= 3 else { return nil }
    let x = rows.reduce(0) { $0 + $1.0 } / Double(rows.count)
    let y = rows.reduce(0) { $0 + $1.1 } / Double(rows.count)
    let squares = rows.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
    let products = rows.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
    guard squares > 1e-12, products > 0 else { return nil }
    factor = products / squares
    offset = y - factor * x
  }
}
