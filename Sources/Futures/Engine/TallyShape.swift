/// How the counters of a tally are laid out.
struct TallyShape: Hashable, Sendable {
  var works: Int
  var horizon: Int
  var thresholds: Int
  /// Use cases and their total.
  var slots: Int { works + 1 }

  var costRows: Int { slots * horizon * 2 }
  var gainRows: Int { slots * (horizon + 1) * 2 }

  /// The row of a slot's monthly cost, months from 1.
  @inline(__always)
  func costRow(_ slot: Int, _ month: Int, _ series: FuturesTally.Series) -> Int {
    (slot &* horizon &+ month &- 1) &* 2 &+ series.rawValue
  }

  /// The row of a slot's incentive, months from 0.
  @inline(__always)
  func gainRow(_ slot: Int, _ month: Int, _ measure: DefectionMeasure) -> Int {
    (slot &* (horizon &+ 1) &+ month) &* 2 &+ measure.place
  }

  /// The first counter of a threshold's months.
  func crossingStart(_ threshold: Int, _ slot: Int) -> Int { (threshold * slots + slot) * (horizon + 2) }
}

extension FuturesTally {
  /// Series of monthly cost.
  enum Series: Int { case stay, advised }
}
