import Scoring

/// Says whether a challenger's answer was bad, by what scores pairs. Pure.
enum AnswerLabel {
  /// The label of the challenger's answer; what nothing can be said of is never good.
  static func label(
    _ result: GoldenResult, _ task: ScoringTask, _ recipe: ScoringRecipe, isPair: Bool
  ) -> CascadeResult.Label {
    guard case .answered(let answer)? = result.challenger.outcome, !answer.isEmpty else {
      return .unscored("there is no answer")
    }
    var passed = false
    for check in recipe.checks {
      switch check.verdict(answer, task, limits: recipe.limits) {
      case .fail(let reason)?: return .bad(reason)
      case .pass?: passed = passed || check.rule.vouches
      case .abstain?, nil: break
      }
    }
    guard isPair else { return passed ? .good : .unscored("no check says anything of it") }
    for trace in result.outcome?.trace ?? [] {
      if case .fail(let reason) = trace.challenger { return .bad(reason) }
    }
    switch result.outcome?.result {
    case .scored(let score)?:
      return score.difference < .tie ? .bad(score.reasons.joined(separator: " | ")) : .good
    case .unscored(let reason)?: return .unscored(reason.name)
    case nil: return .unscored("it was not compared")
    }
  }
}

extension Check.Rule {
  /// Whether an answer that passes is right, and not only well formed.
  fileprivate var vouches: Bool {
    switch self {
    case .reference, .number, .toolCalls, .pattern, .citations, .command: true
    case .schema, .language, .length, .notCutOff, .notRefused: false
    }
  }
}
