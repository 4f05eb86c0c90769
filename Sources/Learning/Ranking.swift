/// How well a score tells positives from negatives.
public enum Ranking {
  /// The chance that a positive scores above a negative, ties counting half (Mann and Whitney 1947); nil without either.
  public static func areaUnderCurve(positives: [Double], negatives: [Double]) -> Double? {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let sorted = negatives.sorted()
    func below(_ value: Double, orEqual: Bool) -> Int {
      var low = 0
      var high = sorted.count
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < value || (orEqual && sorted[middle] == value) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let wins = positives.reduce(0.0) { sum, value in
      sum + Double(below(value, orEqual: false) + below(value, orEqual: true)) / 2
    }
    return wins / Double(positives.count * negatives.count)
  }

  /// How many positives lie above every negative but this share of them.
  public static func recall(positives: [Double], negatives: [Double], falseShare: Double) -> Proportion {
    let sorted = negatives.sorted(by: >)
    let allowed = Int((Double(sorted.count) * falseShare).rounded(.down))
    let limit = allowed < sorted.count ? sorted[allowed] : -Double.infinity
    return Proportion(hits: positives.count { $0 > limit }, count: positives.count)
  }
}
