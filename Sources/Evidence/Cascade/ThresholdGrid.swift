/// Thresholds from 1 down to 0 by equal steps, the order in which they are tried; it is fixed before any data are seen.
public struct ThresholdGrid: Codable, Hashable, Sendable {
  /// The number of steps between 1 and 0.
  public let steps: Int

  public init(steps: Int = 100) { self.steps = min(max(steps, 1), 10_000) }

  /// The thresholds, highest first.
  public var thresholds: [Double] { (0...steps).map { Double(steps - $0) / Double(steps) } }

  /// The first threshold, by its place, that a score reaches; nil below 0.
  func place(of score: Double) -> Int? {
    guard score >= 0 else { return nil }
    var low = 0
    var high = steps
    while low < high {
      let middle = (low + high) / 2
      if score >= Double(steps - middle) / Double(steps) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
