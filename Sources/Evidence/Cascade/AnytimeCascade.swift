internal import Foundation

/// A cascade's threshold that may be looked at after every labelled answer: one e-process for each threshold, certified
/// from 1 down, once and for all (after Xu, Karampatziakis and Mineiro 2024).
public struct AnytimeCascade: Sendable {
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
  private let test: RateTest
  private let logThreshold: Double

  public init(promise: CascadePromise, grid: ThresholdGrid = ThresholdGrid(steps: 20)) throws(EvidenceError) {
    self.promise = promise
    self.grid = grid
    bad = [Int](repeating: 0, count: grid.steps + 1)
    hasReached = [Bool](repeating: false, count: grid.steps + 1)
    test = try RateTest(limit: promise.risk)
    logThreshold = -log(promise.error)
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
    for index in certified..<bad.count where !hasReached[index] {
      hasReached[index] = test.reachesUnder(
        logThreshold, RateCounts(passed: count - bad[index], failed: bad[index]))
    }
    while certified < hasReached.count, hasReached[certified] { certified += 1 }
  }
}

extension AnytimeCascade: Codable {
  private enum CodingKeys: CodingKey {
    case promise, steps, count, bad, reached
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      promise: container.decode(CascadePromise.self, forKey: .promise),
      grid: ThresholdGrid(steps: container.decode(Int.self, forKey: .steps)))
    let count = try container.decode(Int.self, forKey: .count)
    let bad = try container.decode([Int].self, forKey: .bad)
    let reached = try container.decode([Bool].self, forKey: .reached)
    guard (0...PairCounts.limit).contains(count), bad.count == grid.steps + 1, reached.count == bad.count,
      bad.allSatisfy({ (0...count).contains($0) }), zip(bad, bad.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .bad, in: container,
        debugDescription:
          "bad answers are counted for each of \(grid.steps + 1) thresholds, never falling, at most count")
    }
    self.count = count
    self.bad = bad
    hasReached = reached
    certified = reached.firstIndex(of: false) ?? reached.count
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(promise, forKey: .promise)
    try container.encode(grid.steps, forKey: .steps)
    try container.encode(count, forKey: .count)
    try container.encode(bad, forKey: .bad)
    try container.encode(hasReached, forKey: .reached)
  }
}
