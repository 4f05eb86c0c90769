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
    // What a cap has to cover is counted where it can be: a bound by bytes is several times as much.
    if grant.key?.hasCap == true { refine() }
    if let key = grant.key, worker.budgetQueue.isWaited(for: key.id) {
      // Whoever came before has the next money that becomes free.
      guard snapshot.configuration.timeouts.budgetWait > 0 else { return tryToHold() }
      return wait(key)
    }
    tryToHold()
  }

  private func refine(mostBytes: Int = Vocabularies.countedBytes) {
    guard let refined = refined(mostBytes: mostBytes) else { return }
    routed = refined
    waitingDraft = nil
  }

  /// Asks for the money, also again after waiting for it.
  func tryToHold() {
    let draft = waitingDraft ?? self.draft
    do {
      begin(try worker.core.ledger.hold(key: grant.key, amount: routed?.decision.hold, draft: draft))
    } catch {
      waitingDraft = draft
      switch error {
      case .overBudget(let exceeded):
        let before = routed?.decision.hold
        if phase != .waiting {
          refine(mostBytes: Self.countedForMoney)
          if routed?.decision.hold != before { return tryToHold() }
        }
        if phase != .waiting, exceeded.isBusy, snapshot.configuration.timeouts.budgetWait > 0, let key = grant.key {
          return wait(key)
        }
        // What is only held for others becomes free again.
        if phase == .waiting, exceeded.isBusy { return }
        refuse(.overBudget(exceeded, now: .now()), status: .overBudget)
      case .unpriced:
        guard let routed, let obstacle = snapshot.router.holdObstacle(routed.decision, routed.request) else {
          return refuse(.ledgerUnavailable("what the request may cost is not known"), status: .refused)
        }
        refuse(.unpriced(obstacle), status: .refused)
      case .unavailable(let reason):
        refuse(.ledgerUnavailable(reason), status: nil)
      case .handedOver:
        refuse(.shuttingDown, status: nil)
      }
    }
  }

  /// Bytes of a prompt that are counted where a bound by bytes does not fit under a cap.
  private static let countedForMoney = 1 << 20

  private func wait(_ key: KeyRecord) {
    phase = .waiting
    worker.budgetQueue.add(self, key: key.id)
  }

  /// Gives up waiting for other requests' money.
  func stopWaiting() {
    guard let key = grant.key, let amount = routed?.decision.hold else { return leave() }
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
    draft.dataClass = routed?.request.dataClass
    draft.dialect = dialect.rawValue
    draft.endpoint = grant.endpoint.rawValue
    draft.stream = outline?.stream ?? false
    draft.request = routed?.request.compactJSON ?? ""
    draft.policyHash = snapshot.basis.policy.hash
    draft.catalogHash = snapshot.basis.catalog.hash
    draft.upstreamsHash = snapshot.basis.providers.hash
    guard let routed else { return draft }
    draft.useCase = routed.decision.useCase
    draft.stakes = routed.decision.stakes.rawValue
    draft.modelClass = routed.decision.modelClass.rawValue
    draft.source = routed.decision.source.rawValue
    draft.pinnedBy = routed.decision.pinnedBy
    let order = routed.decision.order
    draft.offer = order.first.map { snapshot.catalog.offers[$0.number].id }
    // Grown one name after another, it would move each time.
    draft.order.reserveCapacity(order.reduce(0) { $0 + snapshot.catalog.offers[$1.number].id.utf8.count + 1 })
    for (position, ranked) in order.enumerated() {
      if position > 0 { draft.order += "," }
      draft.order += snapshot.catalog.offers[ranked.number].id
    }
    if let gate = routed.decision.gate {
      draft.gate = gate.name
      draft.evidence = gate.evidence.map(Int64.init)
      if !order.isEmpty { draft.propensity = Int64(gate.propensityPPM) }
      draft.lot = gate.holdout.map { Int64($0.lot) }
    }
    draft.digest = routed.decision.digest
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

  /// Settles the hold and completes the row. When it returns true the row is safe, whatever is killed; false where the
  /// ledger's files are gone.
  @discardableResult
  func settle(_ status: RequestStatus, httpStatus: Int, error: String? = nil) -> Bool {
    guard phase != .done, let hold else { return false }
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
    let isSafe = worker.core.ledger.settle(hold, outcome: outcome)
    noteReply(status)
    leave()
    if let key = grant.key { worker.budgetQueue.moneyReturned(to: key.id) }
    return isSafe
  }

  /// Writes the bill of the attempt under way, at the prices of the offer that was asked; `why` says how it ended. Does
  /// nothing where nothing was sent, or no provider charges for what came of it.
  func bill(_ why: String, isWhole: Bool = false, outcome failure: UpstreamFailure? = nil) {
    guard isUnbilled, let number = offerNumber, let target = snapshot.targets[number], let routed else { return }
    isUnbilled = false
    let (offer, router, request) = (snapshot.catalog.offers[number], snapshot.router, routed.request)
    guard let (usage, isEstimated) = used(isWhole: isWhole, failure) else { return }
    if let dropped = relay?.dropped, dropped > 0 {
      attempts.note(offer: offer.id, outcome: "dropped \(dropped) malformed")
    }
    let facts = relay?.billing ?? wholeFacts?.billing ?? BillingFacts()
    let uses = facts.uses(
      asked: router.serverTools(number, for: request), dialect: target.dialect, isPartial: isEstimated)
    let cost = router.cost(number, of: usage, for: request, served: facts.tier, uses: uses)
    bills.append(
      AttemptBill(
        offer: offer.id, model: offer.model, provider: offer.provider,
        tier: facts.tier ?? request.serviceTier ?? "standard",
        usage: usage, isEstimated: isEstimated, cost: cost.amount, fees: offer.fees(of: uses).amount ?? .zero, why: why)
    )
  }

  // What the attempt under way used, from the provider where it says so, else as estimated; nil when nothing is charged.
  private func used(isWhole: Bool, _ failure: UpstreamFailure?) -> (usage: TokenUsage, isEstimated: Bool)? {
    let reported = relay?.usage ?? wholeFacts?.usage
    if let reported, isWhole || phase == .examining || relay?.isFinished == true {
      return (TokenUsage(reported), false)
    }
    guard isWhole || mayBeCharged(failure), let number = offerNumber, let routed else { return nil }
    var generated = relay?.generated ?? wholeFacts?.generated
    if generated == nil, replyBody.readableBytes > 0 {
      // What came of a reply that broke off: its JSON is counted as if it were text.
      var text = GeneratedText()
      text.add(replyBody.readableBytesUInt8Span)
      generated = text
    }
    return (
      .estimated(
        reported: reported, prompt: estimatedPrompt(on: number), generated: generated,
        encoding: snapshot.encoding(of: number), promptBound: snapshot.router.promptBound(number, for: routed.request),
        answerLimit: outputLimit), true
    )
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
    guard let relay, relay.outputBytes - notedBytes >= Self.notedInterval || notedBytes == 0, let hold, let routed,
      let number = offerNumber
    else { return }
    notedBytes = max(1, relay.outputBytes)
    // What the upstream may have sent since then, and has in its hands.
    let tokens = relay.generated.estimatedTokens
    let (output, overflow) = tokens.addingReportingOverflow(tokens / 8 + Self.toldMargin)
    let usage = TokenUsage(
      input: snapshot.router.promptBound(number, for: routed.request),
      output: min(outputLimit, overflow ? .max : output))
    guard
      let told = snapshot.router.cost(number, of: usage, for: routed.request, served: relay.billing.tier, uses: [])
        .amount
    else { return }
    worker.core.ledger.note(hold, told: bills.reduce(told) { $0 + ($1.cost ?? .zero) })
  }

  /// Bytes of an answer between two notes of what it would cost.
  private static let notedInterval = 256
  /// Tokens that are added to those of the answer so far, beside an eighth of them.
  private static let toldMargin = 128

  /// Tokens of the answer at most, over all choices.
  var outputLimit: Int {
    guard let routed else { return 0 }
    let (limit, overflow) = max(0, routed.decision.maxOutputTokens)
      .multipliedReportingOverflow(by: max(1, routed.request.choices))
    return overflow ? .max : limit
  }
}
