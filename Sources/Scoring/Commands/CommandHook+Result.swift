internal import Dialects

extension CommandHook {
  /// Reads what a run says; whatever is not in the documented form abstains.
  public func result(of run: CommandRun, limits: ScoringLimits = .standard) -> CommandResult {
    switch run.end {
    case .notStarted(let reason): return abstaining("the command could not be started: \(reason)")
    case .timedOut: return abstaining("the command was stopped after \(timeout)")
    case .signalled(let signal): return abstaining("the command was ended by signal \(signal)")
    case .exited(let status) where status != 0: return abstaining("the command ended with status \(status)")
    case .exited: break
    }
    guard run.output.count <= limits.documentBytes else { return abstaining("the command wrote too much") }
    guard
      let document = try? JSONValue.parse(
        run.output.span, maxDepth: limits.jsonDepth, maxValues: limits.jsonValues), document.object != nil
    else { return abstaining("the command did not write one JSON object") }
    var score: Double?
    if let given = document["score"], !given.isNull {
      guard case .number(let text) = given, let value = Double(text), (0...1).contains(value) else {
        return abstaining("the command's score is no number from 0 to 1")
      }
      score = value
    }
    let reason = String((document["reason"]?.string ?? "the command gives no reason").prefix(500))
    switch document["verdict"]?.string {
    case "pass": return CommandResult(verdict: graded(score), score: score)
    case "fail": return CommandResult(verdict: .fail(reason), score: score)
    case "abstain": return CommandResult(verdict: .abstain(reason), score: score)
    default: return abstaining("the command's verdict is none of pass, fail and abstain")
    }
  }

  /// A pass, if the score is high enough.
  private func graded(_ score: Double?) -> CheckVerdict {
    guard let leastScore else { return .pass }
    guard let score else { return .abstain("the command gives no score, and the check needs one") }
    return score >= leastScore ? .pass : .fail("the command's score \(score) is below \(leastScore)")
  }

  private func abstaining(_ reason: String) -> CommandResult {
    CommandResult(verdict: .abstain(reason), score: nil)
  }
}
