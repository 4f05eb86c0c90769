import Evidence
import Scoring

/// What an answer may not do too often on its own terms, whatever the comparison says.
enum ChallengerGuard: String, CaseIterable, Sendable {
  /// Refuse to answer.
  case refusal
  /// Not be there: an error, a time-out.
  case failure
  /// Break the schema that was asked for.
  case schema

  /// What is to be noted of a challenger's answer, or of its absence.
  ///
  /// A request without a schema breaks none: it counts as one that was kept, as the limit is a share of all requests.
  static func events(_ outcome: CallOutcome, _ task: ScoringTask) -> [GateEvent] {
    guard case .answered(let answer) = outcome, !(answer.text.isEmpty && answer.toolCalls.isEmpty) else {
      return [.guardrail(name: failure.rawValue, failed: true)]
    }
    let refuses = Check("refusal", .notRefused(RefusalCheck())).verdict(answer, task)?.isFail ?? false
    let breaks = Check("schema", .schema(SchemaCheck())).verdict(answer, task)?.isFail ?? false
    return [
      .guardrail(name: failure.rawValue, failed: false), .guardrail(name: refusal.rawValue, failed: refuses),
      .guardrail(name: schema.rawValue, failed: breaks),
    ]
  }
}
