/// A pair's score, and what it rests on.
public struct PairScore: Sendable, Hashable {
  /// What decided.
  public enum Basis: Sendable, Hashable {
    /// Both answers are the same.
    case identical
    /// One answer fails this check, or both do.
    case check(String)
    /// Both pass the checks, which cover the rubric.
    case allChecks
    case judge
    case challengerFailed
    case incumbentFailed
  }

  /// The challenger minus the incumbent.
  public var difference: Difference
  /// What decided.
  public var basis: Basis
  /// Why, in sentences.
  public var reasons: [String]
}

/// Why a pair has no score; it is counted and never held for the challenger.
public enum Unscored: Sendable, Hashable {
  /// Neither model answered, so nothing can be compared.
  case bothFailed
  /// The incumbent's answer is empty as far as it can be read, which may be our fault and must not be a win.
  case emptyIncumbent
  /// Checks do not decide and the recipe has no judge.
  case undecided(String)
  /// The judge gave nothing usable in one order or in both.
  case judge(String)

  /// The kind by which such pairs are counted.
  public var name: String {
    switch self {
    case .bothFailed: "both_failed"
    case .emptyIncumbent: "empty_incumbent"
    case .undecided: "undecided"
    case .judge: "judge_unusable"
    }
  }
}

/// What a check said of both answers.
public struct CheckTrace: Sendable, Hashable {
  /// The id of the check.
  public var check: String
  /// The verdict on the incumbent's answer.
  public var incumbent: CheckVerdict
  /// The verdict on the challenger's answer.
  public var challenger: CheckVerdict
}

/// What came of scoring a pair.
public struct PairOutcome: Sendable, Hashable {
  /// A score, or why there is none.
  public enum Result: Sendable, Hashable {
    case scored(PairScore)
    case unscored(Unscored)
  }

  /// The score, or why there is none.
  public var result: Result
  /// The checks that were made, in order.
  public var trace: [CheckTrace] = []
  /// What the judge said, if it was asked.
  public var judge: JudgeOutcome?
  /// The recipe that was followed.
  public var recipeVersion: String

  /// The score, nil if there is none.
  public var score: PairScore? { if case .scored(let score) = result { score } else { nil } }
}
