import Catalog
import Dialects
import Economics
import HTTP1
import Ledger
import NIOCore
import Policy
import Routing

// Money: held before anything is sent, billed attempt by attempt, settled when the outcome is known, exactly once.
extension Exchange {
  /// Holds the worst case of the decision and begins, now or when other requests of the key have ended; answers the caller
  /// where the money cannot be held.
  func reserve() {
    if let key = grant.key, worker.budgetQueue.isWaited(for: key.id) {
      // Whoever came before has the next money that becomes free.
      guard snapshot.configuration.timeouts.budgetWait > 0 else { return tryToHold() }
      return wait(key)
    }
    tryToHold()
  }

  /// Asks for the money, also again after waiting for it.
  func tryToHold() {
    let draft = waitingDraft ?? self.draft
    waitingDraft = draft
    do {
      begin(try worker.core.ledger.hold(key: grant.key, amount: decision?.hold, draft: draft))
    } catch {
      switch error {
      case .overBudget(let exceeded):
        if phase != .waiting, exceeded.isBusy, snapshot.configuration.timeouts.budgetWait > 0, let key = grant.key {
          return wait(key)
        }
        // What is only held for others becomes free again.
        if phase == .waiting, exceeded.isBusy { return }
        refuse(.overBudget(exceeded, now: .now()), status: .overBudget)
      case .unpriced:
        refuse(.unpriced(decision?.order.first.map { snapshot.catalog.offers[$0.number].id } ?? ""), status: .refused)
      case .unavailable(let reason):
        refuse(.ledgerUnavailable(reason), status: nil)
      }
    }
  }

  private func wait(_ key: KeyRecord) {
    phase = .waiting
    worker.budgetQueue.add(self, key: key.id)
  }

  /// Gives up waiting for other requests' money.
  func stopWaiting() {
    guard let key = grant.key, let amount = decision?.hold else { return leave() }
    let standing = worker.core.ledger.standing(of: key, at: startedAt).first { standing in
      standing.cap.map { standing.spent + standing.held + amount > $0 } ?? false
    }
    guard let standing, let cap = standing.cap else { return tryToHold() }
    let exceeded = BudgetExceeded(
      window: standing.window, cap: cap, spent: standing.spent, held: standing.held, requested: amount,
      resetsAt: standing.resetsAt)
    refuse(.overBudget(exceeded, now: .now()), status: .overBudget)
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
    worker.core.ledger.record(
      key: grant.key, draft: waitingDraft ?? draft, outcome: outcome, code: error.code ?? status.rawValue)
    leave()
  }

  /// Settles the hold and completes the row. When it returns the row is safe, whatever is killed.
  func settle(_ status: RequestStatus, httpStatus: Int, error: String? = nil) {
    guard phase != .done, let hold else { return }
    endExamination()
    let isServed = status == .ok || phase == .streaming || isUnbilled
    bill(status == .ok ? "ok" : status.rawValue, isWhole: status == .ok)
    var outcome = RequestOutcome(status: status, finishedAt: .now())
    outcome.httpStatus = httpStatus
    outcome.attempts = attempts.failures + (status == .ok ? 1 : 0)
    outcome.attemptLog = attempts.text
    outcome.charge(bills)
    outcome.error = error
    if isServed, let number = offerNumber {
      let offer = snapshot.catalog.offers[number]
      outcome.servedOffer = offer.id
      outcome.servedModel = offer.model
      outcome.provider = offer.provider
    }
    settledCost = outcome.cost
    if let firstByteAt { outcome.timeToFirstToken = (firstByteAt - started).nanoseconds / 1_000_000 }
    outcome.duration = (NIODeadline.now() - started).nanoseconds / 1_000_000
    worker.core.ledger.settle(hold, outcome: outcome)
    noteReply(status)
    leave()
    if let key = grant.key { worker.budgetQueue.moneyReturned(to: key.id) }
  }

  /// Writes the bill of the attempt under way, at the prices of the offer that was asked; `why` says how it ended. Does
  /// nothing where nothing was sent, or no provider charges for what came of it.
  func bill(_ why: String, isWhole: Bool = false, outcome failure: UpstreamFailure? = nil) {
    guard isUnbilled, let number = offerNumber else { return }
    isUnbilled = false
    let offer = snapshot.catalog.offers[number]
    guard let (usage, isEstimated) = used(isWhole: isWhole, failure) else { return }
    let cost = offer.cost(of: usage, at: startedAt)
    bills.append(
      AttemptBill(
        offer: offer.id, model: offer.model, provider: offer.provider, usage: usage, isEstimated: isEstimated,
        cost: cost.amount, why: why))
  }

  // What the attempt under way used, from the provider where it says so, else as estimated; nil when nothing is charged.
  private func used(isWhole: Bool, _ failure: UpstreamFailure?) -> (usage: TokenUsage, isEstimated: Bool)? {
    let reported = relay?.usage ?? wholeFacts?.usage
    if let reported, isWhole || phase == .examining || relay?.isFinished == true {
      return (TokenUsage(reported), false)
    }
    guard isWhole || mayBeCharged(failure), let estimate = estimatedUsage else { return nil }
    var usage = estimate
    if let reported {
      let told = TokenUsage(reported)
      usage = told
      usage.output = max(told.output, estimate.output)
    }
    return (usage, true)
  }

  // A reply that has begun is charged for, also when it breaks off. One that has not is when it was ours to wait no
  // longer; an upstream that hangs up or answers with an error has done nothing that it could charge.
  private func mayBeCharged(_ failure: UpstreamFailure?) -> Bool {
    guard let replyHead else {
      switch failure {
      case .timeout, nil: return true
      default: return false
      }
    }
    guard replyHead.status < 300 else { return false }
    // An error in the place of an answer.
    return relay?.upstreamError == nil && wholeFacts?.error == nil || relay?.sawContent == true
  }

  /// Whether what is held covers a further attempt beside the bills so far; holds more where it does not.
  func coversNextAttempt() -> Bool {
    guard !bills.isEmpty, let held = hold?.amount, let worst = ranked?.worst.amount else { return true }
    let billed = bills.reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) }
    guard billed + worst > held, let hold else { return true }
    guard let more = try? worker.core.ledger.grow(hold, key: grant.key, to: billed + worst) else { return false }
    self.hold = more
    return true
  }

  /// Lets the journal know what the stream would cost if the process ended now.
  func noteProgress() {
    guard let hold, let relay, let number = offerNumber, relay.outputBytes - notedBytes >= Self.notedInterval || notedBytes == 0,
      var usage = estimatedUsage
    else { return }
    notedBytes = max(1, relay.outputBytes)
    // What the upstream may have sent since then, and has in its hands.
    usage.output = min(outputLimit, usage.output + usage.output / 8 + Self.toldMargin)
    let told = snapshot.catalog.offers[number].cost(of: usage, at: startedAt).amount ?? .zero
    worker.core.ledger.note(hold, told: bills.reduce(told) { $0 + ($1.cost ?? .zero) })
  }

  /// Bytes of an answer between two notes of what it would cost.
  private static let notedInterval = 256
  /// Tokens that are added to those of the answer so far, beside an eighth of them.
  private static let toldMargin = 128

  /// Tokens of the answer at most, over all choices.
  private var outputLimit: Int {
    guard let decision, let request else { return 0 }
    let (limit, overflow) = max(0, decision.maxOutputTokens).multipliedReportingOverflow(by: max(1, request.choices))
    return overflow ? .max : limit
  }

  // What the attempt under way has used so far as far as it can be told without its provider, never above what is held.
  private var estimatedUsage: TokenUsage? {
    guard let request else { return nil }
    let bytes = relay?.outputBytes ?? wholeFacts?.outputBytes ?? replyBody.readableBytes
    return TokenUsage(
      input: min(request.promptTokenBound, request.promptTokens), output: min(outputLimit, (bytes + 3) / 4))
  }
}
