import Catalog
import Dialects
import Economics
public import Policy
import Routing
public import Scoring

/// Runs the challenger of a use case over a golden set and reads of each answer how sure one signal of the cascade is
/// of it, as the gateway would, and whether it was bad.
public struct CascadeTrial: Sendable {
  private let golden: GoldenTrial
  private let snapshot: Snapshot
  private let gate: Policy.Gate
  private let cascade: Policy.Cascade
  private let signal: Policy.Cascade.Signal
  private let settings: GoldenTrial.Settings

  /// A trial of one signal of a cascade under a configuration; throws when the recipe contradicts itself.
  ///
  /// Without a judge, and without checks that are commands, the challenger's answers are looked at by themselves and
  /// the incumbent is not asked.
  public init(
    _ gate: Policy.Gate, _ cascade: Policy.Cascade, signal: Policy.Cascade.Signal, in snapshot: Snapshot,
    _ settings: GoldenTrial.Settings
  ) throws(ScoringError) {
    var settings = settings
    settings.comparesSides = gate.judge != nil || gate.checks.contains { if case .command = $0 { true } else { false } }
    if case .logprob = signal { settings.asksLogProbabilities = true }
    golden = try GoldenTrial(gate, in: snapshot, settings)
    self.snapshot = snapshot
    self.gate = gate
    self.cascade = cascade
    self.signal = signal
    self.settings = settings
  }

  /// Whether the incumbent is asked as well.
  public var comparesSides: Bool { settings.comparesSides }

  /// What came of each case, in the order of the set; `step` is told of each as it is done.
  public func run(_ cases: [GoldenCase], step: @escaping @Sendable () -> Void) async -> [CascadeResult] {
    let answered = await golden.run(cases, step: step)
    let caller = UpstreamCaller()
    let spent = answered.flatMap(\.calls).reduce(NanoDollars.zero) { $0 + ($1.cost ?? .zero) }
    let budget = GoldenBudget(cap: settings.maximumCost.map { max(.zero, $0 - spent) })
    let results = await withTaskGroup(of: (Int, CascadeResult).self) { group in
      var results: [CascadeResult?] = Array(repeating: nil, count: cases.count)
      var running = 0
      for (index, (golden, result)) in zip(cases, answered).enumerated() {
        if running >= max(1, settings.concurrency), let (done, found) = await group.next() {
          results[done] = found
          running -= 1
        }
        running += 1
        group.addTask { (index, await self.result(golden, result, caller, budget)) }
      }
      for await (done, found) in group { results[done] = found }
      return results.compactMap { $0 }
    }
    await caller.stop()
    return results
  }

  private func result(
    _ golden: GoldenCase, _ answered: GoldenResult, _ caller: UpstreamCaller, _ budget: GoldenBudget
  ) async -> CascadeResult {
    var result = CascadeResult(
      golden: answered, label: AnswerLabel.label(answered, golden.task, self.golden.recipe, isPair: comparesSides))
    guard answered.skip == nil else { return result }
    guard case .answered(let answer)? = answered.challenger.outcome else {
      result.reason = "it did not answer"
      return result
    }
    // Signals that are yes or no are part of the cascade. Other numbers are calibrated on their own: whatever they do,
    // they can only escalate more.
    let doubts = AnswerDoubt(
      cascade: Policy.Cascade(signals: cascade.signals.filter { $0.thresholdPPM == nil }), request: body(golden),
      dialect: .openAIChat, hasShape: golden.responseFormat != nil || golden.tools != nil)
    if let reason = doubts.doubt(answer) {
      result.reason = reason.label
    } else if case .logprob = signal {
      result.score = AnswerDoubt.probability(of: answer)
      if result.score == nil { result.reason = "the reply has no token probabilities" }
    } else {
      await ask(about: answer, golden, &result, caller, budget)
    }
    return result
  }

  private func body(_ golden: GoldenCase) -> [UInt8] {
    var bytes: [UInt8] = []
    golden.body(model: "steelyard", maxTokens: 1).write(into: &bytes)
    return bytes
  }

  private func ask(
    about answer: Answer, _ golden: GoldenCase, _ result: inout CascadeResult, _ caller: UpstreamCaller,
    _ budget: GoldenBudget
  ) async {
    var asking = settings
    (asking.usesRecorded, asking.comparesSides) = (false, false)
    let lineup: GoldenLineup
    do throws(GoldenLineup.Skipped) {
      lineup = try GoldenLineup(golden, gate, asking, snapshot: snapshot, at: .now())
    } catch {
      result.golden.skip = error.reason
      return
    }
    guard let seat = lineup.challenger, lineup.decision.cascade != nil else {
      result.golden.skip = .notPermitted("no closed model stands behind the open one, so nothing would be escalated")
      return
    }
    let inquest = Inquest(
      body: lineup.body, dialect: .openAIChat, at: .now(), promptTokens: lineup.promptTokens,
      maxOutputTokens: lineup.maxOutputTokens,
      answering: (seat.number, seat.worst.map { .known($0) } ?? .unknown(missing: [])),
      verifier: lineup.decision.verifier.map { ($0.number, $0.worst) }, catalog: snapshot.catalog,
      targets: snapshot.targets)
    let question = CascadeQuestion(signal, of: answer, to: inquest)
    guard !question.calls.isEmpty else {
      result.reason = "the verifier is not configured, or policy does not let it see such requests"
      return
    }
    let worst = question.calls.reduce(Cost.known(.zero)) { $0 + $1.worst }.amount
    guard worst != nil || !budget.isLimited else {
      result.golden.skip = .unpriced
      return
    }
    guard budget.hold(worst ?? .zero) else {
      result.golden.skip = .overBudget
      return
    }
    let outcomes = await answers(question, caller)
    let calls = zip(question.calls, outcomes).map { call, outcome in
      let offer = snapshot.catalog.offers[call.offer]
      return GoldenResult.Call(
        kind: .signal, offer: offer.id, usage: outcome.usage,
        cost: outcome.cost(of: offer, worst: call.worst.amount, at: .now()))
    }
    budget.settle(worst ?? .zero, cost: calls.reduce(.zero) { $0 + ($1.cost ?? .zero) })
    result.golden.calls += calls
    result.score = question.score(outcomes)
  }

  // As in the gateway: all at once, each once.
  private func answers(_ question: CascadeQuestion, _ caller: UpstreamCaller) async -> [UpstreamOutcome] {
    await withTaskGroup(of: (Int, UpstreamOutcome).self) { group in
      for (index, call) in question.calls.enumerated() {
        group.addTask { (index, await self.answer(call, caller)) }
      }
      var outcomes = question.calls.map { _ in UpstreamOutcome(.failure("it was not asked")) }
      for await (index, outcome) in group { outcomes[index] = outcome }
      return outcomes
    }
  }

  private func answer(_ call: CascadeQuestion.Call, _ caller: UpstreamCaller) async -> UpstreamOutcome {
    guard let target = snapshot.targets[call.offer] else { return UpstreamOutcome(.failure("it has no upstream")) }
    let offer = snapshot.catalog.offers[call.offer]
    let limits = UpstreamCall.Limits(
      connect: snapshot.configuration.timeouts.connect, total: min(settings.callLimit, Int64(cascade.callLimit)))
    func once(_ request: WholeRequest) async -> UpstreamOutcome {
      await caller.call(
        request, offer, at: target, maxOutputTokens: call.maxOutputTokens, limits: limits,
        retries: AttemptMachine.Settings(attempts: 1))
    }
    let outcome = await once(call.request)
    guard case .failure(let reason) = outcome.ending, reason.contains("temperature"),
      let request = call.withoutTemperature
    else { return outcome }
    return await once(request)
  }
}
