internal import Catalog
internal import Policy

/// What may serve a kind of work, and what was left out and why.
struct CandidateSearch {
  private(set) var candidates: [Candidate] = []
  private(set) var unpriced: [UnpricedOffer] = []
  private(set) var unjudged: [OfferID] = []
  private(set) var refusals: [Refusal] = []

  private let useCase: WorkloadUseCase
  private let policy: CompiledPolicy
  private let request: Case
  private let errors: ErrorModel
  private let point: BeliefPoint
  private let todayLab: String?

  init(
    _ useCase: WorkloadUseCase, _ policy: CompiledPolicy, _ request: Case, _ errors: ErrorModel, _ point: BeliefPoint,
    hosting: [SelfHosting]
  ) {
    self.useCase = useCase
    self.policy = policy
    self.request = request
    self.errors = errors
    self.point = point
    let catalog = policy.catalog
    let served = useCase.today.flatMap { name in
      catalog.offerNumber(name).flatMap { catalog.model(catalog.offers[$0].model) } ?? catalog.model(name)
    }
    todayLab = served?.lab
    var counts: [String: Refusal] = [:]
    for number in catalog.offers.indices {
      guard let model = catalog.model(catalog.offers[number].model),
        catalog.offers[number].capabilities.contains(.chat)
      else { continue }
      if let refusal = refusal(number, model) {
        counts[refusal.rule, default: Refusal(rule: refusal.rule, reason: refusal.reason, offers: 0)].offers += 1
        continue
      }
      add(catalog.offers[number], model)
    }
    refusals = counts.values.sorted { ($1.offers, $0.rule) < ($0.offers, $1.rule) }
    for machines in hosting { add(machines) }
  }

  /// Why an offer may not serve; nil when it may.
  func refusal(_ number: Int, _ model: Model) -> (rule: String, reason: String)? {
    let offer = policy.catalog.offers[number]
    let verdict = policy.verdict(request, offer: number)
    if !verdict.allowed { return (verdict.rule ?? "policy", verdict.reason ?? "policy refuses it") }
    if !useCase.constraints.permits(region: offer.region) {
      return ("workload/regions", "the work must stay in \(useCase.constraints.regions.joined(separator: ", "))")
    }
    if !offer.terms.isSuperset(of: useCase.constraints.terms), offer.region != CountryCodes.selfHosted {
      let missing = useCase.constraints.terms.subtracting(offer.terms).labels.joined(separator: ", ")
      return ("workload/terms", "the offer lacks contract terms: \(missing)")
    }
    let answer = useCase.tokens.output.saturating(useCase.tokens.reasoning)
    if useCase.tokens.total > offer.contextTokens || answer > offer.maxOutputTokens {
      return ("workload/tokens", "a typical request does not fit into its context or its longest answer")
    }
    return nil
  }

  /// An offer as a candidate, whatever policy says of it; nil when its price is not known.
  func candidate(_ offer: Offer, at instant: Timestamp) throws(UnknownTokenPrice) -> Candidate? {
    guard let model = policy.catalog.model(offer.model) else { return nil }
    let price = try offer.tokenPrice(of: useCase.tokens, at: instant)
    return Candidate(
      model: model, place: .offer(offer, price), tokens: price.dollars,
      isElsewhere: todayLab.map { $0 != model.lab } ?? false)
  }

  private mutating func add(_ offer: Offer, _ model: Model) {
    do {
      guard let candidate = try candidate(offer, at: request.at) else { return }
      if errors.rate(model, point) == nil { unjudged.append(offer.id) } else { candidates.append(candidate) }
    } catch {
      // Machines of one's own have no price per token by nature; they are weighed by their rent.
      if offer.region != CountryCodes.selfHosted {
        unpriced.append(UnpricedOffer(offer: offer.id, missing: error.missing))
      }
    }
  }

  private mutating func add(_ machines: SelfHosting) {
    let catalog = policy.catalog
    guard let model = catalog.model(machines.model),
      let plan = machines.plan(requestsPerMonth: useCase.requestsPerMonth, useCase.tokens),
      let dollars = plan.perRequest, errors.rate(model, point) != nil
    else { return }
    let own = catalog.offers.indices.first {
      catalog.offers[$0].model == machines.model && catalog.offers[$0].region == CountryCodes.selfHosted
    }
    guard let own, refusal(own, model) == nil else { return }
    candidates.append(
      Candidate(model: model, place: .ownMachines(machines, plan), tokens: dollars, isElsewhere: false))
  }
}
