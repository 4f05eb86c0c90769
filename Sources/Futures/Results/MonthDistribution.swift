/// When something first happens over all futures.
public struct MonthDistribution: Hashable, Sendable {
  /// Futures by month after the start; month 0 is today.
  public var counts: [Int]
  /// Futures in which it does not happen within the horizon.
  public var never: Int

  init(_ slots: ArraySlice<UInt32>) {
    counts = slots.dropLast().map { Int($0) }
    never = Int(slots.last ?? 0)
  }

  init(counts: [Int], never: Int) {
    self.counts = counts
    self.never = never
  }

  public var futures: Int { counts.reduce(never, +) }

  /// The share of futures in which it does not happen within the horizon.
  public var shareNever: Double { futures > 0 ? Double(never) / Double(futures) : 1 }

  /// The first month by which it has happened in `share` of all futures, those in which it never happens included; nil if
  /// it has not by the horizon.
  public func month(by share: Double) -> Int? {
    let needed = share * Double(futures)
    var sum = 0
    for (month, count) in counts.enumerated() {
      sum += count
      if count > 0, Double(sum) >= needed { return month }
    }
    return nil
  }

  /// The median; nil if it happens in fewer than half of the futures.
  public var median: Int? { month(by: 0.5) }
  /// The ends of the 90 % interval; an end is nil beyond the horizon.
  public var earliest: Int? { month(by: 0.05) }
  public var latest: Int? { month(by: 0.95) }
}
