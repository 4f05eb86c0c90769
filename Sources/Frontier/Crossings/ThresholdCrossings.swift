/// Lags on raw scores: for each benchmark and threshold, when the first model of each side reached it.
///
/// Thresholds that the same two models were first to reach count once, as one pair of models is one event.
public struct ThresholdCrossings: Sendable {
  /// Reached by both sides, by benchmark and threshold.
  public var reached: [Crossing] = []
  /// Reached by the leaders only: lower bounds of a lag.
  public var pending: [PendingCrossing] = []
  /// Reached by the followers only, who are ahead there: the lag is below minus these months.
  public var ahead: [PendingCrossing] = []
  /// Benchmarks that were asked for and have too few models on a side, by name.
  public var tooFew: [String] = []

  /// Puts crossings together that were found before.
  init(reached: [Crossing], pending: [PendingCrossing], ahead: [PendingCrossing]) {
    self.reached = reached
    self.pending = pending
    self.ahead = ahead
  }

  /// Looks for crossings among models that came out by the end of the window.
  ///
  /// A crossing belongs to the day on which the followers reached it, which must lie in the window. `benchmarks` limits
  /// it to some, by name.
  public init(
    _ data: FrontierData, pair: FrontierPair, window: ClosedRange<Day>, rules: CrossingRules = CrossingRules(),
    benchmarks: Set<String>? = nil
  ) {
    var byBenchmark = [[Candidate]](repeating: [], count: data.matrix.benchmarks.count)
    for score in data.matrix.scores {
      guard byBenchmark.indices.contains(score.benchmark), data.models.indices.contains(score.model),
        let model = data.models[score.model], model.released <= window.upperBound
      else { continue }
      byBenchmark[score.benchmark].append(
        Candidate(
          first: .init(model: score.model, day: model.released), share: score.share,
          follows: pair.follower.has(model), leads: pair.leader.has(model)))
    }
    for (benchmark, candidates) in byBenchmark.enumerated() {
      let name = data.matrix.benchmarks[benchmark]
      guard benchmarks?.contains(name) ?? true else { continue }
      guard candidates.count(where: \.follows) >= rules.fewestModels,
        candidates.count(where: \.leads) >= rules.fewestModels
      else {
        tooFew.append(name)
        continue
      }
      // Of two models of one day the first by name counts as the first, so that the order of rows decides nothing.
      let sorted = candidates.sorted { ($0.first.day, $0.first.model) < ($1.first.day, $1.first.model) }
      add(benchmark, sorted, window, rules.thresholds)
    }
  }

  private struct Candidate {
    var first: Crossing.First
    var share: Double
    var follows: Bool
    var leads: Bool
  }

  private struct Pair: Hashable {
    var follower: Int?
    var leader: Int?
  }

  private mutating func add(
    _ benchmark: Int, _ candidates: [Candidate], _ window: ClosedRange<Day>, _ thresholds: [Double]
  ) {
    var seen: Set<Pair> = []
    for threshold in thresholds {
      let follower = candidates.first { $0.follows && $0.share >= threshold }?.first
      let leader = candidates.first { $0.leads && $0.share >= threshold }?.first
      guard seen.insert(Pair(follower: follower?.model, leader: leader?.model)).inserted else { continue }
      switch (leader, follower) {
      case (let leader?, let follower?):
        guard window.contains(follower.day) else { continue }
        reached.append(.init(benchmark: benchmark, threshold: threshold, leader: leader, follower: follower))
      case (let first?, nil), (nil, let first?):
        let waiting = PendingCrossing(
          benchmark: benchmark, threshold: threshold, first: first, months: window.upperBound.months(since: first.day))
        if leader == nil { ahead.append(waiting) } else { pending.append(waiting) }
      case (nil, nil): break
      }
    }
  }
}
