/// Moves labels apart along a line, each as little as needed.
enum Spreading {
  /// Positions at least `gap` apart and inside the limits, nearest to the wanted ones; nil when there is not enough room.
  ///
  /// - Parameter wanted: Positions in ascending order.
  static func spread(_ wanted: [Double], gap: Double, within limits: ClosedRange<Double>) -> [Double]? {
    let needed = gap * Double(max(wanted.count - 1, 0))
    guard needed <= limits.upperBound - limits.lowerBound else { return nil }
    // Neighbours that are too close become one cluster around their mean; clusters merge until none overlap.
    var clusters: [(start: Double, count: Int, sum: Double)] = []
    for (index, position) in wanted.enumerated() {
      // Subtracting the offset turns "gap apart" into "ascending", which pooling keeps.
      clusters.append((0, 1, position - gap * Double(index)))
      settle(&clusters, gap: gap, total: wanted.count, limits: limits)
      while let last = clusters.last, let before = clusters.dropLast().last, before.start > last.start {
        clusters.removeLast(2)
        clusters.append((0, before.count + last.count, before.sum + last.sum))
        settle(&clusters, gap: gap, total: wanted.count, limits: limits)
      }
    }
    var output: [Double] = []
    for cluster in clusters {
      for _ in 0..<cluster.count { output.append(cluster.start + gap * Double(output.count)) }
    }
    return output
  }

  private static func settle(
    _ clusters: inout [(start: Double, count: Int, sum: Double)], gap: Double, total: Int,
    limits: ClosedRange<Double>
  ) {
    guard let last = clusters.popLast() else { return }
    let highest = limits.upperBound - gap * Double(total - 1)
    let mean = last.sum / Double(last.count)
    clusters.append((min(max(mean, limits.lowerBound), highest), last.count, last.sum))
  }
}
