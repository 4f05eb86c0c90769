import Dialects
import Evidence
import Policy
import Scoring

/// What an answer may not do too often on its own terms, whatever the comparison says.
enum ChallengerGuard: Hashable, Sendable {
  /// Refuse to answer.
  case refusal
  /// Not be there: an error, a time-out.
  case failure
  /// Break the schema that was asked for.
  case schema
  /// Take longer than so many milliseconds.
  case slow(milliseconds: Int)
  /// Tell of people what the request did not.
  case personalData

  /// Its name in the ledger and in commands.
  var name: String {
    switch self {
    case .refusal: "refusal"
    case .failure: "failure"
    case .schema: "schema"
    case .slow(let milliseconds): "slow_\(milliseconds)_ms"
    case .personalData: "personal_data"
    }
  }

  /// The guardrails of a gate with their limits.
  static func of(_ limits: Policy.Gate.Guardrails) -> [(guardrail: ChallengerGuard, limitPPM: Int)] {
    var all: [(ChallengerGuard, Int)] = [
      (.refusal, limits.refusalPPM), (.failure, limits.failurePPM), (.schema, limits.schemaPPM),
    ]
    if let slow = limits.slow { all.append((.slow(milliseconds: slow.milliseconds), slow.limitPPM)) }
    if let limit = limits.personalDataPPM { all.append((.personalData, limit)) }
    return all
  }

  /// What is to be noted of a challenger's answer, or of its absence.
  static func events(
    _ outcome: CallOutcome, _ task: ScoringTask, _ limits: Policy.Gate.Guardrails
  ) -> [GateEvent] {
    guard case .answered(let answer) = outcome, !(answer.text.isEmpty && answer.toolCalls.isEmpty) else {
      return [.guardrail(name: failure.name, failed: true)]
    }
    return of(limits).compactMap { guardrail, _ in
      guardrail.fails(answer, task).map { .guardrail(name: guardrail.name, failed: $0) }
    }
  }

  // Nil where it is not known.
  private func fails(_ answer: Answer, _ task: ScoringTask) -> Bool? {
    switch self {
    case .failure: false
    case .refusal: Check("refusal", .notRefused(RefusalCheck())).verdict(answer, task)?.isFail ?? false
    // A request without a schema breaks none: it counts as one that was kept, as the limit is a share of all requests.
    case .schema: Check("schema", .schema(SchemaCheck())).verdict(answer, task)?.isFail ?? false
    case .slow(let milliseconds): answer.latency.map { $0 > .milliseconds(milliseconds) }
    case .personalData: Self.tellsMore(answer.text, than: task.prompt)
    }
  }

  /// Forms of people's data in an answer that are looked for within the prompt's words; with more it tells its own.
  private static let mostWithin = 64

  /// Whether a text tells of people what a prompt did not, in time linear in both.
  static func tellsMore(_ answer: String, than prompt: String) -> Bool {
    let told = Set(Redaction.found(in: answer).map { UTF8Name($0) })
    guard !told.isEmpty else { return false }
    let within = told.subtracting(Redaction.found(in: prompt).map { UTF8Name($0) })
    guard within.count <= mostWithin else { return true }
    let text = Array(prompt.utf8)
    return !within.allSatisfy { TextSearch.contains(text, Array($0.text.utf8)) }
  }
}
