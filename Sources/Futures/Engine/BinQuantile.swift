/// Quantiles of counts in bins, linear within a bin.
enum BinQuantile {
  /// The amounts below which lie `shares`, which rise, of what was counted; nil of nothing.
  static func of(
    _ counts: ArraySlice<UInt32>, _ shares: [Double], amount: (_ bin: Int, _ share: Double) -> Double
  ) -> [Double]? {
    let total = counts.reduce(0) { $0 + Int($1) }
    guard total > 0 else { return nil }
    var found: [Double] = []
    var before = 0
    for (bin, count) in counts.enumerated() where count > 0 {
      let end = before + Int(count)
      while found.count < shares.count {
        let rank = min(max(shares[found.count], 0), 1) * Double(total - 1)
        guard rank < Double(end) || end == total else { break }
        found.append(amount(bin, min(1, (rank - Double(before) + 0.5) / Double(count))))
      }
      before = end
    }
    return found
  }

  /// The amount below which lies `share`; nil of nothing.
  static func of(_ counts: ArraySlice<UInt32>, _ share: Double, amount: (_ bin: Int, _ share: Double) -> Double)
    -> Double?
  {
    of(counts, [share], amount: amount)?.first
  }
}
