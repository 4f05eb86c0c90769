public import Catalog
public import Policy

/// Decides who serves a request: pure, synchronous, and able to explain itself.
///
/// Everything that does not depend on the request is worked out when the router is made, once per
/// version of policy and catalogue.
public struct Router: Sendable {
  let tables: RoutingTables

  /// A router over a catalogue under a policy.
  ///
  /// `providers` are those that can be reached at all; nil means every one of the catalogue.
  public init(catalog: Catalog, policy: Policy, providers: Set<ProviderID>?) {
    tables = RoutingTables(policy: CompiledPolicy(policy: policy, catalog: catalog), providers: providers)
  }

  /// The catalogue whose offers are ranked.
  public var catalog: Catalog { tables.policy.catalog }

  /// The policy that says which of them may serve.
  public var policy: Policy { tables.policy.policy }

  /// Whether an offer's model has open weights.
  public func hasOpenWeights(_ number: Int) -> Bool { tables.policy.open.contains(number) }

  /// Decides a request.
  public func decide(_ request: RoutingRequest) -> Decision {
    let placement: Placement
    switch tables.place(request) {
    case .placed(let found): placement = found
    case .unknownUseCase(let name):
      return undecided(.unknownUseCase(near: tables.policy.useCaseNames(near: name)), request)
    case .unknownModel(let name):
      return undecided(.unknownModel(near: tables.policy.modelNames(near: name)), request)
    }
    if let refusal = tables.unknownDataClass(request) { return refused(refusal, placement, request) }
    var gating = tables.gating(request, placement)
    let (ranking, choice) = tables.rankWithHoldout(request, placement, &gating)
    let entries = ranking.offers
    guard !entries.isEmpty else {
      let failure = Explanation(tables: tables, request: request, placement: placement).failure()
      return refused(failure, placement, request, gating)
    }
    let order = entries.map { tables.priced($0, of: ranking, request) }
    var decision = decision(.serve, placement, request)
    decision.order = order
    decision.maxOutputTokens = ranking.maxOutputTokens
    decision.cascade = tables.cascade(request, placement, order: entries)
    if let cascade = decision.cascade {
      decision.verifier = tables.verifier(request, placement, maxOutputTokens: ranking.maxOutputTokens)
      decision.hold = tables.cascadeHold(decision, cascade, request)
    } else {
      decision.hold = Self.hold(order)
    }
    if let gating { decision.note(gating, order: entries, choice) }
    decision.digest = decision.fingerprint(tables)
    return decision
  }

  private static func hold(_ order: [Decision.RankedOffer]) -> NanoDollars? {
    var dearest = NanoDollars.zero
    for offer in order {
      guard let worst = offer.worst.amount else { return nil }
      dearest = max(dearest, worst)
    }
    return dearest
  }

  private func refused(
    _ outcome: Decision.Outcome, _ placement: Placement, _ request: RoutingRequest, _ gating: Gating? = nil
  ) -> Decision {
    var decision = decision(outcome, placement, request)
    if let gating { decision.note(gating, order: []) }
    decision.digest = decision.fingerprint(tables)
    return decision
  }

  private func undecided(_ outcome: Decision.Outcome, _ request: RoutingRequest) -> Decision {
    let fallback = tables.useCases[tables.policy.fallback]
    let placement = Placement(
      useCase: tables.policy.fallback, stakes: fallback.stakes, modelClass: fallback.modelClass, source: .fallback)
    var decision = decision(outcome, placement, request)
    decision.useCase = ""
    decision.digest = decision.fingerprint(tables)
    return decision
  }

  private func decision(_ outcome: Decision.Outcome, _ placement: Placement, _ request: RoutingRequest) -> Decision {
    Decision(
      outcome: outcome, useCase: tables.useCases[placement.useCase].id, stakes: placement.stakes,
      modelClass: placement.modelClass, source: placement.source, pinned: placement.pinned,
      pinnedBy: placement.pinnedBy, order: [], hold: nil, maxOutputTokens: 0,
      explanation: Explanation(tables: tables, request: request, placement: placement))
  }
}
