public import Patterns

/// The answer matches all of some patterns and none of others.
public struct PatternCheck: Sendable, Hashable {
  /// Patterns of which each must match.
  public var must: [Pattern]
  /// Patterns of which none may match.
  public var mustNot: [Pattern]

  /// A check; an answer must match each of `must` and none of `mustNot`.
  public init(must: [Pattern] = [], mustNot: [Pattern] = []) {
    self.must = must
    self.mustNot = mustNot
  }

  func verdict(_ answer: Answer, _ limits: ScoringLimits) -> CheckVerdict {
    var undecided: CheckVerdict?
    for (pattern, isWanted) in must.map({ ($0, true) }) + mustNot.map({ ($0, false) }) {
      let name = "'\(pattern.source.prefix(80))'"
      switch pattern.search(answer.text, steps: limits.patternSteps) {
      case .matches where !isWanted: return .fail("matches \(name), which is forbidden")
      case .doesNotMatch where isWanted: return .fail("does not match \(name)")
      case .undecided: undecided = .abstain("the pattern \(name) takes more steps than are allowed")
      default: break
      }
    }
    return undecided ?? .pass
  }
}
