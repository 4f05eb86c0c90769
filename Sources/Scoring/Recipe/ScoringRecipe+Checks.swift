extension ScoringRecipe {
  /// Throws at the first check that cannot be meant.
  func validateChecks() throws(ScoringError) {
    var ids: Set<String> = []
    for (index, check) in checks.enumerated() {
      let place = "checks[\(index)]"
      guard !check.id.trimmedWhiteSpace.isEmpty, ids.insert(check.id).inserted else {
        throw ScoringError(.invalidCheck, "'\(check.id)' is no id of its own", place: place)
      }
      if let unknown = check.covers.subtracting(rubric?.ids ?? []).sorted().first {
        throw ScoringError(.invalidCheck, "covers '\(unknown)', which the rubric does not have", place: place)
      }
      if let problem = check.rule.problem { throw ScoringError(.invalidCheck, problem, place: place) }
    }
  }
}

extension Check.Rule {
  /// Why the settings cannot be meant, nil if they can.
  fileprivate var problem: String? {
    switch self {
    case .pattern(let rule) where rule.must.isEmpty && rule.mustNot.isEmpty:
      return "a pattern check needs a pattern that must match or one that must not"
    case .length(let rule) where rule.least < 0 || rule.most < rule.least:
      return "a length check needs 0 ≤ least ≤ most, not \(rule.least) and \(rule.most)"
    case .number(let rule):
      let tolerances = [rule.absoluteTolerance, rule.relativeTolerance]
      if !tolerances.allSatisfy({ $0.isFinite && $0 >= 0 }) { return "a tolerance must be a number from 0 up" }
      if !rule.units.values.allSatisfy({ $0.isFinite && $0 > 0 }) { return "a unit must be above 0" }
      if case .after("") = rule.place { return "the text before the number is empty" }
      return nil
    case .citations(let rule) where rule.leastQuotedWords < 1: return "at least one quoted word must count"
    case .citations(let rule) where rule.allowedURLPrefixes?.contains { !$0.contains("://") } == true:
      return "an allowed address must begin with its scheme, such as https://"
    default: return nil
    }
  }
}
