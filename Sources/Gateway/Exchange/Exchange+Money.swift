import Catalog
import Dialects
import Economics
import HTTP1
import Ledger
import NIOCore
import Policy
import Routing

// Money: held before anything is sent, settled when the outcome is known, exactly once.
extension Exchange {
  /// Holds the worst case of the decision. Answers the caller and returns false when it cannot be held.
  func reserve(_ decision: Decision, mayRefine: Bool = true) -> Bool {
    do {
      hold = try worker.core.ledger.hold(key: grant.key, amount: decision.hold, draft: draft)
      return true
    } catch {
      switch error {
      case .overBudget(let exceeded):
        if mayRefine, let (request, decision) = refined() {
          self.request = request
          self.decision = decision
          return reserve(decision, mayRefine: false)
        }
        refuse(.overBudget(exceeded, now: startedAt), status: .overBudget)
      case .unpriced:
        refuse(.unpriced(decision.order.first.map { snapshot.catalog.offers[$0.number].id } ?? ""), status: .refused)
      case .unavailable(let reason):
        refuse(.ledgerUnavailable(reason), status: nil)
      }
      return false
    }
  }

  /// What the ledger keeps of the request and its decision.
  var draft: DecisionDraft {
    var draft = DecisionDraft(id: id, startedAt: startedAt)
    draft.tenant = grant.key?.tenant
    draft.dataClass = request?.dataClass
    draft.dialect = dialect.rawValue
    draft.endpoint = grant.endpoint.rawValue
    draft.stream = outline?.stream ?? false
    draft.request = request?.compactJSON ?? ""
    draft.policyHash = snapshot.basis.policy.hash
    draft.catalogHash = snapshot.basis.catalog.hash
    draft.upstreamsHash = snapshot.basis.providers.hash
    guard let decision else { return draft }
    draft.useCase = decision.useCase
    draft.stakes = decision.stakes.rawValue
    draft.modelClass = decision.modelClass.rawValue
    draft.source = decision.source.rawValue
    draft.pinnedBy = decision.pinnedBy
    draft.offer = decision.order.first.map { snapshot.catalog.offers[$0.number].id }
    for (position, ranked) in decision.order.enumerated() {
      if position > 0 { draft.order += "," }
      draft.order += snapshot.catalog.offers[ranked.number].id
    }
    draft.gate = decision.gate?.name
    draft.evidence = decision.gate?.evidence.map(Int64.init)
    if !decision.order.isEmpty { draft.propensity = decision.gate.map { Int64($0.propensityPPM) } }
    draft.lot = decision.gate?.holdout.map { Int64($0.lot) }
    draft.digest = decision.digest
    return draft
  }

  /// Records a request that was refused before anything was held.
  func recordWithoutHold(_ status: RequestStatus, error: WireError) {
    var outcome = RequestOutcome(status: status, finishedAt: .now())
    outcome.httpStatus = error.status
    outcome.cost = .zero
    outcome.error = error.message
    outcome.duration = (NIODeadline.now() - started).nanoseconds / 1_000_000
    worker.core.ledger.record(key: grant.key, draft: draft, outcome: outcome)
    leave()
  }

  /// Settles the hold and completes the row. When it returns the row is safe, whatever is killed.
  func settle(_ status: RequestStatus, httpStatus: Int, error: String? = nil) {
    guard phase != .done, let hold else { return }
    endExamination()
    let used = usage(status)
    var outcome = RequestOutcome(status: status, finishedAt: .now())
    outcome.httpStatus = httpStatus
    outcome.attempts = attempts.failures + (status == .ok ? 1 : 0)
    outcome.attemptLog = attempts.text
    let parts = [aside?.usage, asked?.usage, used?.usage].compactMap { $0 }
    outcome.usage = parts.first.map { parts.dropFirst().reduce($0) { $0 + $1 } }
    outcome.usageEstimated =
      used?.estimated ?? false || aside?.isEstimated ?? false || asked?.isEstimated ?? false
    outcome.error = error
    if let number = offerNumber, used != nil || status == .ok {
      let offer = snapshot.catalog.offers[number]
      outcome.servedOffer = offer.id
      outcome.servedModel = offer.model
      outcome.provider = offer.provider
      settledCost = used.map { offer.cost(of: $0.usage, at: startedAt) }
      if status == .ok { worker.core.breakers.succeeded(offer.id, sent: attemptStarted) }
    } else {
      settledCost = .known(.zero)
    }
    if let aside { settledCost = settledCost.map { $0 + aside.cost } }
    if let asked { settledCost = settledCost.map { $0 + asked.cost } }
    outcome.cost = settledCost?.amount
    if let firstByteAt { outcome.timeToFirstToken = (firstByteAt - started).nanoseconds / 1_000_000 }
    outcome.duration = max(0, outcome.finishedAt.milliseconds - startedAt.milliseconds)
    worker.core.ledger.settle(hold, outcome: outcome)
    noteReply(status)
    leave()
  }

  // What was used, from the provider where it says so. Where it does not, a bound that cannot be too low: a caller
  // who hangs up must not be able to spend past a cap.
  func usage(_ status: RequestStatus) -> (usage: TokenUsage, estimated: Bool)? {
    let isWhole = status == .ok || phase == .examining || relay?.isFinished == true
    if let counts = relay?.usage ?? wholeFacts?.usage, isWhole {
      return (TokenUsage(counts), false)
    }
    guard let request, isWhole || dispatched else { return nil }
    let generated = relay?.outputBytes ?? wholeFacts?.outputBytes ?? 0
    let reported = relay?.usage
    return (
      TokenUsage(
        input: reported?.input ?? request.promptTokenBound, cacheRead: reported?.cacheRead ?? 0,
        cacheWriteShort: reported?.cacheWriteShort ?? 0, cacheWriteLong: reported?.cacheWriteLong ?? 0,
        output: max(generated, reported?.output ?? 0), reasoning: reported?.reasoning ?? 0), true
    )
  }

  // True once the upstream may have begun to work: it accepted the request and was not refusing it.
  private var dispatched: Bool {
    guard phase == .attempting || phase == .streaming else { return false }
    guard let replyHead else { return connectionWasUsed }
    return replyHead.status < 300
  }
}
