import Catalog

/// What the demo claims, checked against the replies and the ledger.
struct DemoChecks {
  /// One claim with its figures.
  struct Check {
    var holds: Bool
    var text: String
    /// What to look at when it does not hold.
    var details: [String] = []
    /// False when a miss is worth knowing but no fault.
    var isClaim = true
  }

  let outcomes: [DemoOutcome]
  let decisions: [DemoDecision]
  /// A use case by any of its names.
  let canonical: (String) -> String

  /// All checks in the order in which they are shown.
  var all: [Check] { [answered, raised, money, charged, recognised, calm] }

  private var byID: [String: DemoDecision] {
    Dictionary(decisions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private var answered: Check {
    let failed = outcomes.compactMap { outcome in
      outcome.failure.map { "\(outcome.request.at) \(outcome.request.tenant): \($0)" }
    }
    let count = outcomes.count - failed.count
    return Check(
      holds: failed.isEmpty, text: "every request got a whole reply: \(count) of \(outcomes.count)", details: failed)
  }

  private var raised: Check {
    let mislabelled = outcomes.filter(\.request.isMislabelled)
    let missed = mislabelled.filter { outcome in
      let decision = outcome.decision.flatMap { byID[$0] }
      return decision?.pinnedBy == nil || decision?.useCase != canonical(outcome.request.expected)
    }
    return Check(
      holds: missed.isEmpty,
      text: "work declared as routine whose text is not was raised: "
        + "\(mislabelled.count - missed.count) of \(mislabelled.count)",
      details: missed.map { Self.line($0) })
  }

  private var money: Check {
    let ledger = DemoReport.sum(decisions)
    let replies = outcomes.reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) }
    let silent = outcomes.filter { $0.failure == nil && $0.cost == nil }
    return Check(
      holds: ledger == replies && silent.isEmpty,
      text: "the ledger's sum is that of the reply headers, to the nano-dollar: \(ledger.amount) and \(replies.amount)",
      details: silent.map { "no cost in the reply: \(Self.line($0))" })
  }

  private var charged: Check {
    let missing = outcomes.filter { $0.failure == nil && $0.decision.flatMap { byID[$0] } == nil }
    return Check(
      holds: missing.isEmpty && decisions.count == outcomes.count,
      text: "every request has one row in the ledger: \(decisions.count) rows for \(outcomes.count) requests",
      details: missing.map { Self.line($0) })
  }

  private var recognised: Check {
    let silent = outcomes.filter { $0.request.declared == .text && !$0.request.isMislabelled }
    let missed = silent.filter { $0.useCase != canonical($0.request.expected) }
    return Check(
      holds: missed.isEmpty,
      text: "requests that declared nothing and were recognised: \(silent.count - missed.count) of \(silent.count)",
      details: missed.map { Self.line($0) }, isClaim: false)
  }

  private var calm: Check {
    let routine = outcomes.filter { outcome in
      !outcome.request.isMislabelled && !["irrecoverable", "high"].contains(expectedStakes(outcome) ?? "")
    }
    let raised = routine.filter { ["irrecoverable", "high"].contains($0.stakes ?? "") }
    return Check(
      holds: raised.isEmpty,
      text: "routine work that was raised without need: \(raised.count) of \(routine.count)",
      details: raised.map { Self.line($0) }, isClaim: false)
  }

  // The stakes of the use case that a request belongs to, as other requests of the day show them.
  private func expectedStakes(_ outcome: DemoOutcome) -> String? {
    let wanted = canonical(outcome.request.expected)
    return outcomes.first { $0.useCase == wanted && $0.stakes != nil }?.stakes
  }

  private static func line(_ outcome: DemoOutcome) -> String {
    let text = outcome.request.text.prefix(60).replacing("\n", with: " ")
    return "\(outcome.request.at) \(outcome.request.tenant) declared \(outcome.request.declared.rawValue) "
      + "\(outcome.request.claim), served as \(outcome.useCase ?? "nothing"): \(text)…"
  }
}
