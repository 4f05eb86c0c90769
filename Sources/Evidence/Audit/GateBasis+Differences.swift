extension GateBasis {
  /// Where these numbers are not the other's; logarithms may differ in the ninth place, as mathematics libraries do.
  func differences(from other: GateBasis, at place: String) -> [Discrepancy] {
    var found: [Discrepancy] = []
    func note<Value: Equatable>(_ kind: Discrepancy.Kind, _ name: String, _ mine: Value, _ theirs: Value) {
      guard mine != theirs else { return }
      found.append(Discrepancy(kind, place, "\(name) is recorded as \(mine), but is \(theirs)"))
    }
    func near(_ name: String, _ mine: Double?, _ theirs: Double?) {
      guard !Self.agree(mine, theirs) else { return }
      note(.number, name, mine.map { "\($0)" } ?? "none", theirs.map { "\($0)" } ?? "none")
    }
    note(.number, "the round", round, other.round)
    note(.number, "the pairs by weight", cells, other.cells)
    note(.rule, "the margin", margin, other.margin)
    note(.rule, "α", alpha, other.alpha)
    note(.rule, "β", beta, other.beta)
    note(.rule, "the least number of pairs", minimumPairs, other.minimumPairs)
    note(.rule, "the most pairs", maximumPairs, other.maximumPairs)
    note(.rule, "the chance of a label", labelProbability, other.labelProbability)
    note(.number, "the judge's noise", noise, other.noise)
    near("the effective margin", effectiveMargin, other.effectiveMargin)
    near("the round's α", roundAlpha, other.roundAlpha)
    near("ln E (not worse)", logENotWorse, other.logENotWorse)
    near("ln E (worse)", logEWorse, other.logEWorse)
    near("the threshold (not worse)", logThresholdNotWorse, other.logThresholdNotWorse)
    near("the threshold (worse)", logThresholdWorse, other.logThresholdWorse)
    note(.number, "the drift detector's pairs", drift?.counts, other.drift?.counts)
    near("the drift statistic", drift?.statistic, other.drift?.statistic)
    near("the drift threshold", drift?.threshold, other.drift?.threshold)
    note(.number, "the breaker", breaker, other.breaker)
    note(
      .number, "the guardrails' counts", guardrails.map { [$0.counts.passed, $0.counts.failed] },
      other.guardrails.map { [$0.counts.passed, $0.counts.failed] })
    note(.rule, "the guardrails", guardrails.map(\.name), other.guardrails.map(\.name))
    for (mine, theirs) in zip(guardrails, other.guardrails) {
      note(.rule, "the limit of '\(mine.name)'", mine.limit, theirs.limit)
      near("ln E of '\(mine.name)' under its limit", mine.logEUnder, theirs.logEUnder)
      near("ln E of '\(mine.name)' over its limit", mine.logEOver, theirs.logEOver)
      near("the watch of '\(mine.name)'", mine.drift, theirs.drift)
    }
    return found
  }

  /// Whether two numbers are the same to the ninth place.
  static func agree(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left == right || abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
  }
}
