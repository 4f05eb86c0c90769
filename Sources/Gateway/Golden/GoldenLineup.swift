import Catalog
import Dialects
import Economics
import NIOCore
import Policy
import Routing
import Scoring

/// Which offers answer and judge a case of a golden set, as policy and reach allow, and what that may cost. Pure.
struct GoldenLineup: Sendable {
  /// An offer to call, and the most that one call can cost; nil when no price is known.
  struct Seat: Sendable {
    var number: Int
    var worst: NanoDollars?
  }

  /// Why a case is put to nobody.
  struct Skipped: Error { var reason: GoldenResult.Skip }

  var incumbent: Seat?
  var challenger: Seat?
  var judge: Seat?
  /// The longest answer that is bought, tokens.
  var maxOutputTokens: Int
  /// The request, in OpenAI's dialect.
  var body: [UInt8]
  /// A bound of its tokens.
  var promptTokens: Int
  /// What the router makes of it when the challenger may serve.
  var decision: Decision

  /// Finds those that are needed: a side whose answer is recorded is not called.
  init(
    _ golden: GoldenCase, _ gate: Policy.Gate, _ settings: GoldenTrial.Settings, snapshot: Snapshot, at now: Timestamp
  ) throws(Skipped) {
    body = Self.body(golden)
    var request = try Self.request(body, snapshot: snapshot, at: now)
    request.headerUseCase = gate.useCase
    request.tenant = gate.tenant
    request.dataClass = settings.dataClass
    let closed = snapshot.router.decide(request)
    request.openGates = [OpenGate(name: gate.name, evidence: 0)]
    let open = snapshot.router.decide(request)
    (decision, promptTokens) = (open, request.promptTokenBound)
    maxOutputTokens = max(1, closed.maxOutputTokens)
    if settings.comparesSides, !settings.usesRecorded || golden.recorded.incumbent == nil {
      incumbent = try Self.side("incumbent", gate.incumbent, closed, snapshot)
    }
    if !settings.usesRecorded || golden.recorded.challenger == nil {
      challenger = try Self.side("challenger", gate.challenger, open, snapshot)
      maxOutputTokens = max(1, min(maxOutputTokens, open.maxOutputTokens))
    }
    if settings.comparesSides, let name = gate.judge {
      let shown = 16 * min(max(maxOutputTokens, 0), 12_500) + 8_000
      judge = try Self.judge(
        name, open, snapshot, promptTokens: min(request.promptTokenBound, 1 << 40) + shown, at: now)
    }
  }

  /// The most that all calls of the case can cost when each is tried so often; nil when a price is not known.
  func worst(attempts: Int) -> NanoDollars? {
    var sum = NanoDollars.zero
    // Two orders, each asked once more when a reply is not in the form.
    for (seat, calls) in [(incumbent, 1), (challenger, 1), (judge, 4)] {
      guard let seat else { continue }
      guard let worst = seat.worst else { return nil }
      for _ in 0..<(calls * max(1, attempts)) { sum += worst }
    }
    return sum
  }

  // The answer's limit is the use case's, said in each provider's own words.
  private static func body(_ golden: GoldenCase) -> [UInt8] {
    guard case .object(let members) = golden.body(model: "steelyard", maxTokens: 1) else { return [] }
    var bytes: [UInt8] = []
    JSONValue.object(members.filter { $0.0 != "max_tokens" }).write(into: &bytes)
    return bytes
  }

  private static func request(
    _ body: [UInt8], snapshot: Snapshot, at now: Timestamp
  ) throws(Skipped) -> RoutingRequest {
    let outline: RequestOutline
    do throws(DialectError) {
      outline = try RequestOutline.scan(body.span, endpoint: .chatCompletions, limits: .standard)
    } catch { throw Skipped(reason: .invalid(error.message)) }
    return RoutingRequest(
      endpoint: .chat, needs: Capabilities(outline.features), promptTokens: RoutingRequest.expectedTokens(outline),
      promptTokenBound: promptTokenBound(PromptShape(outline)), at: now)
  }

  private static func side(
    _ role: String, _ name: String, _ decision: Decision, _ snapshot: Snapshot
  ) throws(Skipped) -> Seat {
    let offers = Set(snapshot.catalog.offerNumbers(named: name))
    let reached = offers.filter { snapshot.targets[$0] != nil }
    if let offer = decision.order.first(where: { reached.contains($0.number) }) {
      return Seat(number: offer.number, worst: ShadowPlan.price(offer.worst, of: offer.number, snapshot))
    }
    let candidates = decision.candidates
    let refusal = reached.sorted().compactMap { number in
      candidates.indices.contains(number) && !candidates[number].allowed ? candidates[number].reason : nil
    }.first
    throw Skipped(
      reason: .notPermitted(
        reached.isEmpty
          ? "no provider of the \(role) '\(name)' is configured"
          : "the \(role) '\(name)' may not serve it: \(refusal ?? "it is not among the offers that are tried")"))
  }

  private static func judge(
    _ name: String, _ decision: Decision, _ snapshot: Snapshot, promptTokens: Int, at now: Timestamp
  ) throws(Skipped) -> Seat {
    guard let number = ShadowPlan.judge(name, decision.candidates, snapshot) else {
      throw Skipped(
        reason: .notPermitted("the judge '\(name)' is not configured, or policy does not let it see such requests"))
    }
    let worst = worstCase(
      promptTokens: promptTokens, maxOutputTokens: PairScorer.judgeTokens, choices: 1,
      offer: snapshot.catalog.offers[number], at: now)
    return Seat(number: number, worst: ShadowPlan.price(worst, of: number, snapshot))
  }
}
