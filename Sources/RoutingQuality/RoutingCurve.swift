/// How quality grows with the share of requests that a router sends to the strong model (RouteLLM: Ong et al. 2024).
public struct RoutingCurve: Sendable {
  /// Shares of right answers when the weak model, and when the strong one, answers everything.
  public let weakQuality: Double
  public let strongQuality: Double
  // Corners of the curve: after so many strong calls, so many answers are right. Cases of equal score are sent in
  // random order, so between two corners the expectation is a straight line.
  private let corners: [(calls: Double, right: Double)]
  private let count: Double

  /// The curve of a router that sends the cases of the highest scores to the strong model first.
  ///
  public init(scores: [Double], cases: [RoutingCase]) {
    self.init(scores: scores, order: Self.order(scores), cases: cases, weights: nil)
  }

  /// The cases' numbers, those of the highest scores first.
  static func order(_ scores: [Double]) -> [Int] { scores.indices.sorted { scores[$0] > scores[$1] } }

  /// `weights` counts each case so many times, for resampling; nil counts each once.
  init(scores: [Double], order: [Int], cases: [RoutingCase], weights: [Int]?) {
    var right = 0.0
    var strong = 0.0
    var count = 0.0
    for (index, example) in cases.enumerated() {
      let weight = Double(weights?[index] ?? 1)
      count += weight
      if example.weak { right += weight }
      if example.strong { strong += weight }
    }
    self.count = max(count, 1)
    weakQuality = right / self.count
    strongQuality = strong / self.count
    var corners = [(calls: 0.0, right: right)]
    var calls = 0.0
    for (place, index) in order.enumerated() {
      let weight = Double(weights?[index] ?? 1)
      calls += weight
      right += weight * cases[index].gain
      let isLastOfScore = place + 1 == order.count || scores[order[place + 1]] != scores[index]
      if isLastOfScore, weight > 0 || calls > (corners.last?.calls ?? 0) { corners.append((calls, right)) }
    }
    self.corners = corners
  }

  /// The share of right answers when this share of the requests goes to the strong model.
  public func quality(atShare share: Double) -> Double {
    let calls = min(max(share, 0), 1) * count
    var low = 0
    var high = corners.count - 1
    while low < high {
      let middle = (low + high) / 2
      if corners[middle].calls < calls { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return corners[0].right / count }
    let (before, after) = (corners[low - 1], corners[low])
    let part = after.calls > before.calls ? (calls - before.calls) / (after.calls - before.calls) : 1
    return (before.right + part * (after.right - before.right)) / count
  }

  /// The average share of the gap between the models that is recovered, over ten equal steps of strong calls, by the
  /// trapezoid rule: 0.5 for a random router.
  public var apgr: Double {
    let gap = strongQuality - weakQuality
    guard gap != 0 else { return 0 }
    let qualities = (0...10).map { quality(atShare: Double($0) / 10) }
    let area = zip(qualities, qualities.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 20 }
    return (area - weakQuality) / gap
  }

  /// The smallest share of strong calls at which so much of the gap is recovered (CPT: 0.5, 0.8); nil when it never is.
  public func callShare(forGap part: Double) -> Double? {
    callShare(forQuality: weakQuality + part * (strongQuality - weakQuality))
  }

  /// The smallest share of strong calls that reaches a share of right answers; nil when none does.
  public func callShare(forQuality quality: Double) -> Double? {
    let goal = quality * count - 1e-9
    guard let first = corners.firstIndex(where: { $0.right >= goal }) else { return nil }
    guard first > 0 else { return 0 }
    let (before, after) = (corners[first - 1], corners[first])
    let part = after.right > before.right ? (goal - before.right) / (after.right - before.right) : 1
    return (before.calls + max(0, part) * (after.calls - before.calls)) / count
  }
}
