import Catalog
import Dialects
import Economics
import Evidence
import Ledger
import Logging
import NIOCore
import Policy
import Scoring

/// One pair in the making: a request that was served, answered by the other side too, scored and written down.
struct ShadowObservation {
  /// What came of it.
  struct Ending {
    var dropped: ShadowCounts.Reason?
    var judgeCalls = 0
  }

  let service: ShadowService
  let caller: UpstreamCaller
  let settings: ShadowSettings
  let sample: ShadowSample
  let ticket: ShadowSample.Ticket

  private var standing: GateStanding { ticket.standing }
  private var catalog: Catalog { sample.snapshot.catalog }

  /// Makes the calls, scores the pair and notes it. Money is held for all calls before the first.
  func make() async -> Ending {
    do {
      if try service.store.isKnown(unit: ticket.inclusion.unit, gate: standing.id) {
        return Ending(dropped: .knownUnit)
      }
      // Nobody is asked what is known already: the challenger did not answer, and another offer had to.
      guard let reply = sample.reply else { return try noteFailure() }
      let plan = try ShadowPlan(sample, standing)
      let attempts = max(1, sample.snapshot.configuration.retries.attempts)
      let worst = plan.worst(attempts: attempts)
      guard worst != nil || settings.budgetPerDay == nil else { return Ending(dropped: .unpriced) }
      guard let hold = try service.money.hold(worst ?? .zero, cap: settings.budgetPerDay, at: .now()) else {
        return Ending(dropped: .overBudget)
      }
      let bill = ShadowBill()
      defer { settle(hold, bill) }
      return try await pair(plan, reply, bill)
    } catch let skipped as ShadowPlan.Skipped {
      return Ending(dropped: skipped.reason)
    } catch {
      service.logger.error("shadow: the ledger did not take an observation: \(error)")
      return Ending(dropped: .ledger)
    }
  }

  private func settle(_ hold: ShadowHold, _ bill: ShadowBill) {
    do {
      try service.money.settle(hold, calls: bill.calls)
    } catch {
      service.logger.error(
        "shadow: what calls cost was not recorded, and \(hold.amount) stays held until the day is over: \(error)")
    }
  }

  private func pair(_ plan: ShadowPlan, _ reply: ShadowSample.Reply, _ bill: ShadowBill) async throws -> Ending {
    let request = WholeRequest(body: Array(sample.body.readableBytesView), dialect: sample.dialect)
    let second = await call(
      request, plan.second, worst: plan.secondWorst, maxOutputTokens: plan.maxOutputTokens, .challenger, bill)
    // A call that was given up because the process ends says nothing of the model.
    guard !Task.isCancelled else { return Ending(dropped: .shutdown) }
    let first = CallOutcome(
      reply, dialect: sample.dialect, usage: sample.usage, milliseconds: sample.duration)
    // What cannot be read here was good enough for the caller: it must be no win for the other side.
    if case .failed(let reason) = first {
      return try finish(plan, .unscored(.undecided("the answer that was served cannot be read: \(reason)")), nil, bill)
    }
    let other = CallOutcome(second, dialect: sample.dialect)
    let (incumbent, challenger) = standing.isOpen ? (other, first) : (first, other)
    let task = try task()
    let scorer = PairScorer(recipe: standing.recipe) { body in
      guard let judge = plan.judge else { return .failure("the gate has no judge") }
      let request = WholeRequest(body: body, dialect: .openAIChat)
      return await call(
        request, judge.number, worst: judge.worst, maxOutputTokens: PairScorer.judgeTokens, .judge, bill
      ).ending
    }
    let outcome = await scorer.score(task, incumbent: incumbent, challenger: challenger)
    guard !Task.isCancelled else { return Ending(dropped: .shutdown, judgeCalls: bill.judgeCalls) }
    return try finish(
      plan, outcome.result,
      (
        incumbent, challenger, ChallengerGuard.events(challenger, task, standing.gate.guardrails), task.prompt,
        outcome.judge?.orders
      ), bill)
  }

  private func task() throws -> ScoringTask {
    let body = try JSONValue.parse(Array(sample.body.readableBytesView).span)
    return ScoringTask.reading(request: body, dialect: sample.dialect).task
  }

  private func call(
    _ request: WholeRequest, _ number: Int, worst: NanoDollars?, maxOutputTokens: Int, _ kind: ShadowCallKind,
    _ bill: ShadowBill
  ) async -> UpstreamOutcome {
    let offer = catalog.offers[number]
    guard let target = sample.snapshot.targets[number] else { return UpstreamOutcome(.failure("it has no upstream")) }
    let configuration = sample.snapshot.configuration
    let outcome = await caller.call(
      request, offer, at: target, maxOutputTokens: maxOutputTokens,
      limits: UpstreamCall.Limits(connect: configuration.timeouts.connect, total: settings.callLimit),
      retries: configuration.retries)
    let cost = outcome.cost(of: offer, worst: worst, at: sample.at)
    bill.add(
      ShadowCall(at: .now(), gate: standing.id, kind: kind, offer: offer.id, usage: outcome.usage, cost: cost))
    return outcome
  }

  private typealias Compared = (
    incumbent: CallOutcome, challenger: CallOutcome, guards: [GateEvent], prompt: String, orders: OrderPair?
  )

  private func finish(
    _ plan: ShadowPlan, _ result: PairOutcome.Result, _ evidence: Compared?, _ bill: ShadowBill
  ) throws -> Ending {
    var exchange = exchange(other: plan.second)
    exchange.challengerCost = bill.cost(of: .challenger)
    exchange.judgeCost = bill.cost(of: .judge)
    exchange.orders = evidence?.orders.map { JudgedOrders($0) }
    switch result {
    case .scored(let score):
      exchange.difference = score.difference.rawValue
      exchange.basis = score.basis.name
    case .unscored(let reason): exchange.basis = "unscored: \(reason.name)"
    }
    if let keep = settings.keep, let evidence {
      exchange.expires = Timestamp(milliseconds: exchange.at.milliseconds + keep)
      exchange.prompt = kept(evidence.prompt)
      exchange.incumbentAnswer = kept(evidence.incumbent.written)
      exchange.challengerAnswer = kept(evidence.challenger.written)
    }
    return try write(exchange, guards: evidence?.guards ?? [], bill.judgeCalls)
  }

  // A challenger that serves and fails has lost, and nobody needs to be asked.
  private func noteFailure() throws -> Ending {
    var exchange = exchange(other: sample.served)
    exchange.challengerOffer = standing.challenger.min().map { catalog.offers[$0].id } ?? standing.gate.challenger
    exchange.difference = -2
    exchange.basis = PairScore.Basis.challengerFailed.name
    return try write(
      exchange, guards: [.guardrail(name: ChallengerGuard.failure.name, failed: true)], 0)
  }

  private func exchange(other: Int) -> ShadowExchange {
    let (incumbent, challenger) = standing.isOpen ? (other, sample.served) : (sample.served, other)
    return ShadowExchange(
      decision: sample.decision, gate: standing.id, unit: ticket.inclusion.unit, at: sample.at,
      incumbentOffer: catalog.offers[incumbent].id, challengerOffer: catalog.offers[challenger].id, difference: nil,
      basis: "", inclusionPPM: ticket.inclusion.probabilityPPM)
  }

  private func write(_ exchange: ShadowExchange, guards: [GateEvent], _ judgeCalls: Int) throws -> Ending {
    var exchange = exchange
    // The lot is drawn by the unit's name, so that neither the answers nor the judge have a say in it.
    let isDrawn =
      standing.takesLabels && standing.isGathering && exchange.difference != nil && exchange.prompt != nil
      && service.sampler()?.sampling.inclusion(
        unit: ticket.inclusion.unit, gate: "label \(standing.id)", sharePPM: settings.labelsPPM) != nil
    if isDrawn { exchange.basis += JudgeRecord.drawn }
    var events = guards
    let weight = SampleWeight(settings.weight(ticket.stratum)) ?? .one
    if !isDrawn, let halves = exchange.difference,
      let difference = Evidence.Difference(rawValue: Int8(clamping: halves))
    {
      events.append(
        standing.isOpen
          ? .audit(difference: difference, weight: weight) : .pair(difference: difference, weight: weight, person: nil))
    }
    let dropped: ShadowCounts.Reason? =
      switch try service.desk.keep(exchange, events, of: standing) {
      case .known: .knownUnit
      case _ where isDrawn: .awaitingLabel
      case _ where exchange.difference == nil: .unscored
      case .gone: .gateGone
      case .taken: nil
      }
    return Ending(dropped: dropped, judgeCalls: judgeCalls)
  }

  private func kept(_ text: String) -> String { settings.redacts ? Redaction.redacted(text) : text }
}

extension PairScore.Basis {
  /// What decided a pair, as the ledger has it.
  var name: String {
    switch self {
    case .identical: "identical"
    case .check(let id): "check \(id)"
    case .allChecks: "all checks"
    case .judge: JudgeRecord.basis
    case .challengerFailed: "challenger failed"
    case .incumbentFailed: "incumbent failed"
    }
  }
}

extension JudgedOrders {
  /// What a judge said, as the ledger keeps it.
  init(_ pair: OrderPair) {
    self.init(
      challengerFirst: pair.challengerFirst, incumbentFirst: pair.incumbentFirst,
      challengerLength: pair.challengerLength, incumbentLength: pair.incumbentLength)
  }
}

extension CallOutcome {
  /// The answer as people read it, calls of tools included.
  var written: String {
    switch self {
    case .failed(let reason): return "(no answer: \(reason))"
    case .answered(let answer):
      return answer.text + (answer.refusal.map { "\n(refused) \($0)" } ?? "")
        + answer.toolCalls.map { call in
          var bytes: [UInt8] = []
          call.arguments.write(into: &bytes)
          return "\n(call of \(call.name)) \(String(decoding: bytes, as: UTF8.self))"
        }.joined()
    }
  }
}
