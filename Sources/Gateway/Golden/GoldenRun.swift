import Catalog
import Dialects
import Policy
import Scoring
import Synchronization

/// One case in the making: both answers, and what is made of them.
struct GoldenRun: Sendable {
  let golden: GoldenCase
  let lineup: GoldenLineup
  let recipe: ScoringRecipe
  let snapshot: Snapshot
  let settings: GoldenTrial.Settings
  let guardrails: Policy.Gate.Guardrails
  let caller: UpstreamCaller

  func make() async -> GoldenResult {
    var result = GoldenResult(golden)
    let bill = Mutex<[GoldenResult.Call]>([])
    async let first = side(lineup.incumbent, golden.recorded.incumbent, .incumbent)
    async let second = side(lineup.challenger, golden.recorded.challenger, .challenger)
    let (incumbent, challenger) = await (first, second)
    result.incumbent = incumbent.side
    result.challenger = challenger.side
    let scorer = PairScorer(recipe: recipe) { body in
      guard let judge = lineup.judge else { return .failure("the gate has no judge") }
      let (outcome, call) = await ask(body, judge, maxOutputTokens: PairScorer.judgeTokens, .judge)
      bill.withLock { $0.append(call) }
      return outcome.ending
    }
    // A caller of the incumbent would have seen an error; here it may be a key that is missing, which is no win.
    var answers = (Self.silence, challenger.side.outcome ?? .failed("no answer"))
    if case .answered(let answer)? = incumbent.side.outcome { answers.0 = .answered(answer) }
    result.outcome = await scorer.score(golden.task, incumbent: answers.0, challenger: answers.1)
    result.guards = ChallengerGuard.events(answers.1, golden.task, guardrails)
    let judged = bill.withLock { $0 }
    result.judgeCalls = judged.count
    result.judgeCost = Self.sum(judged)
    result.calls = [incumbent.call, challenger.call].compactMap { $0 } + judged
    result.cost = Self.sum(result.calls)
    // A label says who of the recorded answers is better; of new ones it says nothing.
    if lineup.incumbent == nil, lineup.challenger == nil { result.label = golden.label }
    return result
  }

  private static let silence = CallOutcome.answered(Answer(text: ""))

  private static func sum(_ calls: [GoldenResult.Call]) -> NanoDollars? {
    calls.reduce(Optional(.zero)) { sum, call in
      guard let sum, let cost = call.cost else { return nil }
      return sum + cost
    }
  }

  private func side(
    _ seat: GoldenLineup.Seat?, _ recorded: String?, _ kind: GoldenResult.Call.Kind
  ) async -> (side: GoldenResult.Side, call: GoldenResult.Call?) {
    guard let seat else {
      let outcome = recorded.map { CallOutcome.answered(Answer(text: $0)) }
      return (GoldenResult.Side(offer: nil, outcome: outcome), nil)
    }
    let offer = snapshot.catalog.offers[seat.number]
    let asks =
      settings.asksLogProbabilities && kind == .challenger && offer.capabilities.contains(.logprobs)
      && snapshot.targets[seat.number]?.dialect == .openAIChat
    let body = asks ? Self.asking(lineup.body) : lineup.body
    let (outcome, call) = await ask(body, seat, maxOutputTokens: lineup.maxOutputTokens, kind)
    return (GoldenResult.Side(offer: call.offer, outcome: CallOutcome(outcome, dialect: .openAIChat)), call)
  }

  private static func asking(_ body: [UInt8]) -> [UInt8] {
    guard case .object(let members)? = try? JSONValue.parse(body.span) else { return body }
    var bytes: [UInt8] = []
    JSONValue.object(members + [("logprobs", .bool(true))]).write(into: &bytes)
    return bytes
  }

  private func ask(
    _ body: [UInt8], _ seat: GoldenLineup.Seat, maxOutputTokens: Int, _ kind: GoldenResult.Call.Kind
  ) async -> (UpstreamOutcome, GoldenResult.Call) {
    let offer = snapshot.catalog.offers[seat.number]
    guard let target = snapshot.targets[seat.number] else {
      return (UpstreamOutcome(.failure("it has no upstream")), .init(kind: kind, offer: offer.id, cost: .zero))
    }
    let outcome = await caller.call(
      WholeRequest(body: body, dialect: .openAIChat), offer, at: target, maxOutputTokens: maxOutputTokens,
      limits: UpstreamCall.Limits(connect: snapshot.configuration.timeouts.connect, total: settings.callLimit),
      retries: snapshot.configuration.retries)
    let cost = outcome.cost(of: offer, worst: seat.worst, at: .now())
    return (outcome, .init(kind: kind, offer: offer.id, usage: outcome.usage, cost: cost))
  }
}
