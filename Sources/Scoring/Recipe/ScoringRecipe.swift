/// How the pairs of a use case are scored: checks in order, then a judge.
public struct ScoringRecipe: Sendable {
  /// When answers are the same; nil to compare none.
  public let identity: IdentityRule?
  /// Checks, the first to separate two answers decides.
  public let checks: [Check]
  /// What makes an answer good; without it, passing all checks does.
  public let rubric: JudgeRubric?
  /// Who judges; without it, what the checks leave open waits for people.
  public let judge: JudgeSettings?
  /// How much work an answer may cause.
  public let limits: ScoringLimits
  /// A name for all that a score depends on; evidence of two versions is never pooled.
  public private(set) var version = ""

  /// A recipe; throws if it contradicts itself or could not score anything.
  public init(
    identity: IdentityRule? = IdentityRule(), checks: [Check] = [], rubric: JudgeRubric? = nil,
    judge: JudgeSettings? = nil, limits: ScoringLimits = .standard
  ) throws(ScoringError) {
    self.identity = identity
    self.checks = checks
    self.rubric = rubric
    self.judge = judge
    self.limits = limits
    guard !checks.isEmpty || rubric != nil else {
      throw ScoringError(.invalidRecipe, "has neither checks nor a rubric, so that it could score nothing")
    }
    guard judge == nil || rubric != nil else {
      throw ScoringError(.invalidRecipe, "has a judge and no rubric to judge by", place: "judge")
    }
    guard judge?.model.trimmedWhiteSpace.isEmpty != true else {
      throw ScoringError(.invalidRecipe, "needs a model", place: "judge.model")
    }
    try validateChecks()
    version = fingerprint()
  }

  private func fingerprint() -> String {
    var fields = ["recipe", "1", identity.map { "\($0)" } ?? "none", "\(limits)"]
    for check in checks {
      fields += [check.id, check.rule.fingerprint, check.covers.sorted().joined(separator: ",")]
      fields += [check.bothFail.rawValue, "\(check.isRequired)"]
    }
    fields.append(judgeVersion ?? "no judge")
    return "recipe-" + SHA256.hex(fields: fields).prefix(16)
  }

  /// The version of the judge, nil if there is none.
  public var judgeVersion: String? { rubric.flatMap { rubric in judge.map { $0.version(rubric) } } }

  /// Throws unless the judge, if there is one, comes from neither model's family.
  public func requireThirdFamily(incumbent: ModelFamily, challenger: ModelFamily) throws(ScoringError) {
    guard let judge else { return }
    try ModelFamily.requireThird(incumbent: incumbent, challenger: challenger, judge: judge.family)
  }
}
