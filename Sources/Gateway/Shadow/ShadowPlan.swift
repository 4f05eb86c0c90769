import Catalog
import Economics
import Policy
import Routing

/// Which offer is shown a request, which one judges, and what that may cost. Pure.
struct ShadowPlan: Sendable {
  /// The offer that is called, with its target, as a position in the catalogue.
  var second: Int
  /// The most that its call can cost; nil when no price is known.
  var secondWorst: NanoDollars?
  /// The offer that judges, and the most that one question can cost.
  var judge: (number: Int, worst: NanoDollars?)?
  /// The longest answer that is bought, tokens.
  var maxOutputTokens: Int

  /// Finds both, as policy and reach allow for this request; throws why the request is not shown to anybody.
  init(_ sample: ShadowSample, _ standing: GateStanding) throws(Skipped) {
    let snapshot = sample.snapshot
    var asked = sample.request
    // The router is asked as if the side that did not serve did: whatever forbids it the data forbids this copy too.
    // Lots are left out: who would have been held out is no matter here.
    let others = (asked.openGates ?? []).filter { $0.name != standing.gate.name }
      .map { OpenGate(name: $0.name, evidence: $0.evidence) }
    asked.openGates = standing.isOpen ? others : others + [OpenGate(name: standing.gate.name, evidence: 0)]
    let decision = snapshot.router.decide(asked)
    let side = standing.isOpen ? standing.incumbent : standing.challenger
    guard let offer = decision.order.first(where: { side.contains($0.number) && snapshot.targets[$0.number] != nil })
    else { throw Skipped(reason: .notPermitted) }
    second = offer.number
    secondWorst = Self.price(offer.worst, of: offer.number, snapshot)
    maxOutputTokens = decision.maxOutputTokens
    if let name = standing.gate.judge {
      guard let number = Self.judge(name, sample) else { throw Skipped(reason: .notPermitted) }
      // Both answers are in the prompt, at a byte a token and no more than is shown of them.
      let shown = 16 * min(max(maxOutputTokens, 0), 12_500) + 8_000
      let worst = worstCase(
        promptTokens: min(sample.request.promptTokenBound, 1 << 40) + shown, maxOutputTokens: PairScorer.judgeTokens,
        choices: 1,
        offer: snapshot.catalog.offers[number], at: sample.at)
      judge = (number, Self.price(worst, of: number, snapshot))
    }
  }

  /// Why a request is not shown to anybody.
  struct Skipped: Error { var reason: ShadowCounts.Reason }

  /// The most that all calls together can cost when each is tried as often as `attempts` says.
  func worst(attempts: Int) -> NanoDollars? {
    guard let secondWorst else { return nil }
    var sum = NanoDollars.zero
    for _ in 0..<max(1, attempts) { sum += secondWorst }
    guard let judge else { return sum }
    guard let worst = judge.worst else { return nil }
    // Two orders, each asked once more when a reply is not in the form.
    for _ in 0..<(4 * max(1, attempts)) { sum += worst }
    return sum
  }

  // Hardware of one's own has no price for a token.
  static func price(_ cost: Cost, of number: Int, _ snapshot: Snapshot) -> NanoDollars? {
    if let amount = cost.amount { return amount }
    let provider = snapshot.catalog.provider(snapshot.catalog.offers[number].provider)
    return provider?.seat == CountryCodes.selfHosted ? .zero : nil
  }

  // A judge reads the request and both answers, so what keeps those from a host keeps them from the judge's too. What
  // only says who may serve (its place in the line-up, its own gate, what it can do) does not concern a judge.
  private static func judge(_ name: String, _ sample: ShadowSample) -> Int? {
    var asked = sample.request
    (asked.requestedModel, asked.headerUseCase) = (nil, sample.useCase)
    return judge(name, sample.snapshot.router.decide(asked).candidates, sample.snapshot)
  }

  /// The judge's offer that may see a request, the cheapest of them, from what the router found of all offers.
  static func judge(_ name: String, _ candidates: [Candidate], _ snapshot: Snapshot) -> Int? {
    let offers = Set(snapshot.catalog.offerNumbers(named: name)).filter { snapshot.targets[$0] != nil }
    let permitted = offers.filter { number in
      guard candidates.indices.contains(number) else { return false }
      let candidate = candidates[number]
      guard !candidate.allowed, let rule = candidate.rule else { return candidate.allowed }
      return rule.hasPrefix("gate/") || rule.hasSuffix("/minimum_tier") || rule.hasSuffix("/class")
        || rule.hasSuffix("/allow_unknown_price") || Self.needs.contains(rule)
    }
    func expected(_ number: Int) -> Int64 { candidates[number].expected?.amount?.amount ?? .max }
    return permitted.min { (expected($0), $0) < (expected($1), $1) }
  }

  private static let needs: Set<String> = ["capabilities", "output_limit", "context_limit"]
}
