/// Counts of scored pairs, and of all that was not scored.
public struct ScoreTally: Sendable, Hashable {
  /// Pairs by difference, from −1 to 1 in steps of ½.
  public private(set) var counts = [0, 0, 0, 0, 0]
  /// Pairs without a score, by reason.
  public private(set) var unscored: [String: Int] = [:]
  /// Scored pairs by what decided: `identical`, `check:…`, `all_checks`, `judge`, `challenger_failed`, `incumbent_failed`.
  public private(set) var bases: [String: Int] = [:]
  /// How often each check was made, abstained from one answer or both, and was failed by both.
  public private(set) var checks: [String: CheckTally] = [:]
  /// How often the judge was asked.
  public private(set) var judgeCalls = 0
  /// Replies of the judge that could not be used, by kind.
  public private(set) var judgeErrors: [String: Int] = [:]
  /// Pairs that were judged in both orders.
  public private(set) var orders: [OrderPair] = []

  /// How one check did.
  public struct CheckTally: Sendable, Hashable {
    /// Pairs in which it was made.
    public var made = 0
    /// Pairs in which it could not tell of one answer or both.
    public var abstained = 0
    /// Pairs in which both answers failed it.
    public var bothFailed = 0
  }

  /// Nothing counted.
  public init() {}

  /// Pairs with a score.
  public var scored: Int { counts.reduce(0, +) }
  /// Pairs in all.
  public var total: Int { scored + unscored.values.reduce(0, +) }
  /// The mean difference, nil of nothing.
  public var mean: Double? {
    scored == 0 ? nil : Difference.allCases.reduce(0) { $0 + $1.value * Double(counts[$1.index]) } / Double(scored)
  }

  /// Counts a pair.
  public mutating func add(_ outcome: PairOutcome) {
    switch outcome.result {
    case .scored(let score):
      counts[score.difference.index] += 1
      bases[score.basis.name, default: 0] += 1
    case .unscored(let reason): unscored[reason.name, default: 0] += 1
    }
    for line in outcome.trace {
      checks[line.check, default: CheckTally()].made += 1
      if !line.incumbent.isDecided || !line.challenger.isDecided {
        checks[line.check, default: CheckTally()].abstained += 1
      }
      if line.incumbent.isFail, line.challenger.isFail { checks[line.check, default: CheckTally()].bothFailed += 1 }
    }
    guard let judge = outcome.judge else { return }
    judgeCalls += judge.calls
    for error in judge.errors { judgeErrors[error.name, default: 0] += 1 }
    if let pair = judge.orders { orders.append(pair) }
  }

  /// What looks like a fault of the recipe rather than of a model, in sentences.
  ///
  /// Ties move a use case just as wins do, so a check that both always fail must not go unseen.
  public var warnings: [String] {
    var lines: [String] = []
    for (id, check) in checks.sorted(by: { $0.key < $1.key }) where check.made >= 10 {
      if check.bothFailed * 2 > check.made {
        lines.append(
          "check '\(id)': both answers failed it in \(check.bothFailed) of \(check.made) pairs; is it right?")
      }
      if check.abstained * 2 > check.made {
        lines.append("check '\(id)': could not tell in \(check.abstained) of \(check.made) pairs")
      }
    }
    let open = total - scored
    if total >= 10, open * 10 > total {
      lines.append("\(open) of \(total) pairs have no score, which may bias the rest")
    }
    return lines
  }
}

extension PairScore.Basis {
  /// The name by which such pairs are counted.
  public var name: String {
    switch self {
    case .identical: "identical"
    case .check(let id): "check:\(id)"
    case .allChecks: "all_checks"
    case .judge: "judge"
    case .challengerFailed: "challenger_failed"
    case .incumbentFailed: "incumbent_failed"
    }
  }
}

extension JudgeError {
  /// The name by which such replies are counted.
  public var name: String {
    switch self {
    case .notInForm: "not_in_form"
    case .outOfRubric: "out_of_rubric"
    case .refused: "refused"
    case .timedOut: "timed_out"
    case .failed: "failed"
    }
  }
}
