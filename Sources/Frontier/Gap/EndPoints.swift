/// Whether the two ends of a comparison, such as "from 8.0 % to 1.7 %", are extreme members of the series they are from.
///
/// A line through the highest and the lowest value of a series that wanders shows a fall whatever the series does.
public struct EndPoints: Hashable, Sendable {
  public var first: Double
  public var last: Double
  /// Shares of the series that lie below each end, those equal to it counted half: 0 is the lowest, 1 the highest.
  public var firstRank: Double
  public var lastRank: Double
  /// Members of the series.
  public var count: Int

  /// Ranks the ends within a series; nil if the series is too short to say anything.
  public init?(first: Double, last: Double, among series: [Double], fewest: Int = 10) {
    let series = series.filter(\.isFinite)
    guard series.count >= max(1, fewest), first.isFinite, last.isFinite else { return nil }
    func rank(_ value: Double) -> Double {
      let below = series.count { $0 < value }
      let equal = series.count { $0 == value }
      return (Double(below) + Double(equal) / 2) / Double(series.count)
    }
    self.first = first
    self.last = last
    firstRank = rank(first)
    lastRank = rank(last)
    count = series.count
  }

  /// Ranks beyond which an end counts as extreme.
  public static let extreme = 0.1

  /// Whether one end is among the highest and the other among the lowest tenth.
  public var areExtreme: Bool {
    min(firstRank, lastRank) <= Self.extreme && max(firstRank, lastRank) >= 1 - Self.extreme
  }

  /// What to print beside such a pair; nil if it is an ordinary one.
  public var warning: String? {
    guard areExtreme else { return nil }
    return "the two ends are an extreme pair: the first is above \(percent(firstRank)) % and the last above "
      + "\(percent(lastRank)) % of \(count) snapshots, so the change between them overstates the course"
  }

  private func percent(_ share: Double) -> Int { Int((100 * share).rounded()) }
}
