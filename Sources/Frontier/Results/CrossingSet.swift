/// The threshold crossings of one pair of sides, kept without the scores that they were found in.
public struct CrossingSet: Hashable, Sendable {
  /// The pair, as `FrontierPair` reads it.
  public var pair: String
  /// Crossings were looked for up to here.
  public var window: ClosedRange<Day>
  /// Models and benchmarks are those of the results: places among their models and their first index's benchmarks.
  public var reached: [Crossing]
  public var pending: [PendingCrossing]
  public var ahead: [PendingCrossing]

  init(
    pair: String, window: ClosedRange<Day>, reached: [Crossing] = [], pending: [PendingCrossing] = [],
    ahead: [PendingCrossing] = []
  ) {
    self.pair = pair
    self.window = window
    self.reached = reached
    self.pending = pending
    self.ahead = ahead
  }

  /// Finds the crossings in data whose models and benchmarks have other numbers there.
  init?(
    _ data: FrontierData, pair: String, window: ClosedRange<Day>, models: [String: Int], benchmarks: [String: Int]
  ) {
    guard let parsed = try? FrontierPair(pair) else { return nil }
    let found = ThresholdCrossings(data, pair: parsed, window: window)
    self.init(pair: pair, window: window)
    func first(_ first: Crossing.First) -> Crossing.First? {
      models[data.matrix.models[first.model]].map { .init(model: $0, day: first.day) }
    }
    func waiting(_ waiting: PendingCrossing) -> PendingCrossing? {
      guard let first = first(waiting.first), let benchmark = benchmarks[data.matrix.benchmarks[waiting.benchmark]]
      else {
        return nil
      }
      return .init(benchmark: benchmark, threshold: waiting.threshold, first: first, months: waiting.months)
    }
    reached = found.reached.compactMap { crossing in
      guard let leader = first(crossing.leader), let follower = first(crossing.follower),
        let benchmark = benchmarks[data.matrix.benchmarks[crossing.benchmark]]
      else { return nil }
      return .init(benchmark: benchmark, threshold: crossing.threshold, leader: leader, follower: follower)
    }
    pending = found.pending.compactMap(waiting)
    ahead = found.ahead.compactMap(waiting)
  }
}

extension FrontierResults {
  /// Pairs whose crossings are kept.
  public static let crossingPairs = ["open-vs-closed", "china-vs-us", "open-china-vs-closed-us"]

  /// The first release of any model.
  public var start: Day { models.map(\.released).min() ?? provenance.newest }

  /// Threshold crossings of a pair on some benchmarks, by name, or on all; nil if none of the pair are kept.
  public func crossings(_ pair: FrontierPair, benchmarks: Set<String>? = nil) -> ThresholdCrossings? {
    guard let set = crossings.first(where: { (try? FrontierPair($0.pair)) == pair }) else { return nil }
    let names = variants.first?.benchmarks.map(\.name) ?? []
    func isWanted(_ benchmark: Int) -> Bool {
      guard let benchmarks else { return true }
      return names.indices.contains(benchmark) && benchmarks.contains(names[benchmark])
    }
    return ThresholdCrossings(
      reached: set.reached.filter { isWanted($0.benchmark) }, pending: set.pending.filter { isWanted($0.benchmark) },
      ahead: set.ahead.filter { isWanted($0.benchmark) })
  }

  /// Finds the crossings of the usual pairs.
  mutating func addCrossings(_ data: FrontierData) {
    let places = Dictionary(models.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let benchmarks = Dictionary(
      (variants.first?.benchmarks ?? []).enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    crossings = Self.crossingPairs.compactMap { pair in
      CrossingSet(
        data, pair: pair, window: start...provenance.newest, models: places, benchmarks: benchmarks)
    }
  }
}
