/// Differences as a straight line of relative lengths, by least squares.
///
/// The length is (challenger − incumbent) / (challenger + incumbent), from −1 to 1. A slope far from 0 says that the
/// judge likes length, or that the longer answers are better; the line alone cannot tell which.
public struct LengthRegression: Sendable, Hashable {
  /// The difference that the line gives to answers of equal length.
  public var atEqualLength: Double
  /// By how much the difference grows from equal length to all the length on the challenger's side.
  public var slope: Double
  /// Standard error of the slope.
  public var standardError: Double
  /// Pairs with a length.
  public var count: Int

  /// The ends of the slope's interval that holds the truth in 95 cases of 100, by the normal approximation.
  public var interval: ClosedRange<Double> { (slope - 1.96 * standardError)...(slope + 1.96 * standardError) }

  /// A line through some pairs; nil for fewer than 10, or where all lengths are alike.
  public init?(_ pairs: [OrderPair]) {
    var points: [(x: Double, y: Double)] = []
    for pair in pairs where pair.incumbentLength >= 0 && pair.challengerLength >= 0 {
      let (one, two) = (Double(pair.incumbentLength), Double(pair.challengerLength))
      if one + two > 0 { points.append(((two - one) / (one + two), pair.difference.value)) }
    }
    guard points.count >= 10 else { return nil }
    let n = Double(points.count)
    let meanX = points.reduce(0) { $0 + $1.x } / n
    let meanY = points.reduce(0) { $0 + $1.y } / n
    let squares = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    guard squares > 1e-9 else { return nil }
    let slope = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) } / squares
    let residuals = points.reduce(0) {
      let rest = $1.y - meanY - slope * ($1.x - meanX)
      return $0 + rest * rest
    }
    self.slope = slope
    atEqualLength = meanY - slope * meanX
    standardError = (residuals / (n - 2) / squares).squareRoot()
    count = points.count
  }
}
