/// Numbers of a sample by their rank.
public enum Quantile {
  /// Linear interpolation between the nearest two; nil of nothing. Numbers that are not finite are left out.
  public static func of(_ sample: [Double], _ share: Double) -> Double? {
    ofSorted(sample.filter(\.isFinite).sorted(), share)
  }

  /// The 90 % interval; nil of nothing.
  public static func interval(_ sample: [Double]) -> ClosedRange<Double>? {
    let sorted = sample.filter(\.isFinite).sorted()
    guard let low = ofSorted(sorted, 0.05), let high = ofSorted(sorted, 0.95) else { return nil }
    return low...high
  }

  private static func ofSorted(_ sorted: [Double], _ share: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let place = min(max(share, 0), 1) * Double(sorted.count - 1)
    let low = Int(place.rounded(.down))
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
  }
}
