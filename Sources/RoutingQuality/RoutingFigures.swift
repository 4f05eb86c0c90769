import Learning

/// A figure with the interval in which 95 % of resamplings, or of draws of the training labels, fall.
public struct Estimate: Sendable {
  public var value: Double
  public var low: Double
  public var high: Double
}

/// What is reported of a router.
public struct RoutingFigures: Sendable {
  public var name: String
  /// What it was trained on, in words.
  public var labels: String
  public var cases: Int
  public var apgr: Estimate
  /// Percent of strong calls for half, and for four fifths, of the gap; nil when that is never reached.
  public var cpt50: Double?
  public var cpt80: Double?
  /// Percent of strong calls for 95 % of the strong model's quality.
  public var calls95: Double?

  /// Measures scores; the interval is a bootstrap over cases (Efron 1979) with a fixed seed.
  public init(_ name: String, labels: String, scores: [Double], cases: [RoutingCase], resamplings: Int = 200) {
    let order = RoutingCurve.order(scores)
    let curve = RoutingCurve(scores: scores, order: order, cases: cases, weights: nil)
    var random = SplitMix64(seed: 20_261_123)
    var samples: [Double] = []
    for _ in 0..<resamplings {
      var weights = [Int](repeating: 0, count: cases.count)
      for _ in cases.indices { weights[Int.random(in: cases.indices, using: &random)] += 1 }
      samples.append(RoutingCurve(scores: scores, order: order, cases: cases, weights: weights).apgr)
    }
    samples.sort()
    self.name = name
    self.labels = labels
    self.cases = cases.count
    let apgr = curve.apgr
    let edge = samples.count / 40
    self.apgr = Estimate(
      value: apgr, low: samples.isEmpty ? apgr : samples[edge],
      high: samples.isEmpty ? apgr : samples[samples.count - 1 - edge])
    cpt50 = curve.callShare(forGap: 0.5).map { $0 * 100 }
    cpt80 = curve.callShare(forGap: 0.8).map { $0 * 100 }
    calls95 = curve.callShare(forQuality: 0.95 * curve.strongQuality).map { $0 * 100 }
  }

  /// The means over routers of the same kind that were trained on different draws of labels; the interval is the mean
  /// and twice the standard deviation over them.
  public init(_ name: String, labels: String, draws: [RoutingCurve], cases: Int) {
    let values = draws.map(\.apgr)
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)).squareRoot()
    func average(_ shares: [Double?]) -> Double? {
      let found = shares.compactMap { $0 }
      return found.count == shares.count ? found.reduce(0, +) / count * 100 : nil
    }
    self.name = name
    self.labels = labels
    self.cases = cases
    apgr = Estimate(value: mean, low: mean - 2 * spread, high: mean + 2 * spread)
    cpt50 = average(draws.map { $0.callShare(forGap: 0.5) })
    cpt80 = average(draws.map { $0.callShare(forGap: 0.8) })
    calls95 = average(draws.map { $0.callShare(forQuality: 0.95 * $0.strongQuality) })
  }
}
