internal import Foundation

/// A cascade's threshold that may be looked at after every labelled answer: one e-process for each threshold, certified
/// from 1 down, once and for all (after Xu, Karampatziakis and Mineiro 2024).
public struct AnytimeCascade: Hashable, Sendable {
  public let promise: CascadePromise
  public let grid: ThresholdGrid
  /// Labelled answers so far.
  public private(set) var count = 0
  /// Bad answers at or above each threshold, highest first.
  public private(set) var bad: [Int]
  /// Thresholds certified so far, from the highest.
  public private(set) var certified = 0
  /// Whether each threshold's e-process has ever reached 1/error.
  private var hasReached: [Bool]

  public init(promise: CascadePromise, grid: ThresholdGrid = ThresholdGrid(steps: 20)) {
    self.promise = promise
    self.grid = grid
    bad = [Int](repeating: 0, count: grid.steps + 1)
    hasReached = [Bool](repeating: false, count: grid.steps + 1)
  }

  /// The lowest threshold with the guarantee; nil means to escalate all.
  public var threshold: Double? {
    certified > 0 ? Double(grid.steps + 1 - certified) / Double(grid.steps) : nil
  }

  /// Takes in a labelled answer.
  public mutating func observe(_ entry: CascadeCase) {
    count = min(count + 1, PairCounts.limit)
    if entry.isBad, let place = grid.place(of: entry.score) {
      for index in place..<bad.count { bad[index] = min(bad[index] + 1, PairCounts.limit) }
    }
    guard let test = try? RateTest(limit: promise.risk) else { return }
    for index in certified..<bad.count where !hasReached[index] {
      hasReached[index] = test.logUnder(RateCounts(passed: count - bad[index], failed: bad[index])) >= -log(promise.error)
    }
    while certified < hasReached.count, hasReached[certified] { certified += 1 }
  }
}
