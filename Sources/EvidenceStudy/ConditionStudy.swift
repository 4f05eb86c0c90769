internal import Evidence
public import Learning

/// What happens when a condition of the test is broken, and when it is met.
public struct ConditionRow: Sendable {
  /// What was simulated.
  public var condition: String
  /// How often a challenger at the margin, or what the condition says, was promoted.
  public var promoted: Proportion
  /// Pairs up to which runs are looked at.
  public var horizon: Int
  /// Mean pairs to the end of a run.
  public var pairs: Double
  /// The bound that the share has to keep; nil where it is known to break it, or where promotion is right.
  public var bound: Double?
  /// What our numpy simulation found (November 2026); nil where it has no such number.
  public var expected: Double?

  /// Whether the bound is kept, beyond chance.
  public var holds: Bool { bound.map { promoted.interval.lowerBound <= $0 } ?? true }
}

enum ConditionStudy {
  /// A way in which pairs come about: makes the next observations of a run.
  struct Condition: Sendable {
    var name: String
    var margin = 0.05
    var labelProbability: Double?
    var horizon = 20_000
    var bound: Double?
    var expected: Double?
    /// Adds one unit to the tally.
    var step: @Sendable (inout PairTally, inout SplitMix64) -> Void
  }

  static func row(_ condition: Condition, _ index: Int, _ options: StudyOptions) async throws -> ConditionRow {
    var test = try NonInferiorityTest(margin: condition.margin, labelProbability: condition.labelProbability)
    if let rare = SampleWeight(0.2) { test.prepare(rare) }
    let prepared = test
    let threshold = TestLimits(alpha: 0.05).logPromote
    let results = await Runs.map(options.share(0.5), options: options, cell: 3000 + index) {
      random -> (hit: Bool, pairs: Int) in
      var tally = PairTally()
      var next = 1
      while tally.total < condition.horizon {
        condition.step(&tally, &random)
        guard tally.total >= next else { continue }
        if prepared.reaches(threshold, .notWorse, tally) { return (true, tally.total) }
        next = tally.total + 1 + prepared.quietPairs(threshold, .notWorse, tally)
      }
      return (false, condition.horizon)
    }
    return ConditionRow(
      condition: condition.name, promoted: Proportion(hits: results.count { $0.hit }, count: results.count),
      horizon: condition.horizon, pairs: Sample(results.map { Double($0.pairs) }).mean, bound: condition.bound,
      expected: condition.expected)
  }

  static func add(_ difference: Difference, times: Int = 1, _ weight: SampleWeight = .one, to tally: inout PairTally) {
    // A tally refuses only a 33rd weight; these simulations have two.
    for _ in 0..<times { try? tally.add(difference, weight: weight) }
  }

  static func flipped(_ difference: Difference) -> Difference { Difference(rawValue: -difference.rawValue) ?? .tied }
}
