internal import Catalog
internal import Policy

extension AuditAnalysis {
  /// An offer with what it would have cost a group of calls.
  private struct Priced {
    var number: Int
    var model: Model
    var cost: ChallengerCost
    var factor: AssumedValue
    var isAllowed: Bool
    var claim: EvidenceClaim?
    var holdout: HoldoutClaim?

    var saves: Bool { cost.saving.expected > .zero }

    // An open gate proves a move, else callers' ratings may; but not against ratings that say the contrary.
    var isProven: Bool { holdout?.verdict != .contradicted && (claim != nil || holdout?.verdict == .proven) }
  }

  /// The move of a group of calls, and the line that it puts them into.
  func move(_ group: MoveGroup) -> Move {
    var sums = CallSums()
    for number in group.cells { sums.add(accumulator.cells[number].sums) }
    let priced = priced(group)
    let irrecoverable = group.key.stakes == .irrecoverable
    func best(_ offers: [Priced]) -> Priced? { Self.best(offers.filter(\.saves)) }
    let candidates = candidates(priced, group)
    var move = Move(
      line: .nothingCheaper, useCase: useCase(group).id, stakes: group.key.stakes, incumbent: group.key.incumbent,
      sums: sums, covered: CallSums(), cost: SavingRange(), saving: SavingRange(), cacheReadsLost: 0,
      rowsWithoutTier: 0, residencyUplift: .zero, candidates: candidates)
    let allowed = priced.filter(\.isAllowed)
    if !irrecoverable, let proven = best(allowed.filter(\.isProven)) {
      move.line = .proven
      move.evidence = proven.claim
      fill(&move, proven)
    } else if !irrecoverable, let unknown = best(allowed) {
      move.line = .unknown
      fill(&move, unknown)
    } else if let blocked = best(priced) {
      move.line = .blocked
      fill(&move, blocked)
      (move.rule, move.reason) = refusal(of: blocked.number, group)
    }
    return move
  }

  private func priced(_ group: MoveGroup) -> [Priced] {
    guard let incumbent = scheme.catalog.model(group.key.incumbent) else { return [] }
    let bundles = bundles(group)
    var found: [Priced] = []
    for (number, offer) in scheme.catalog.offers.enumerated() {
      guard offer.model != incumbent.id, let model = scheme.catalog.model(offer.model), !offer.prices.isEmpty,
        model.capabilities.contains(.embeddings) == incumbent.capabilities.contains(.embeddings),
        mayRun(in: offer.region, group)
      else { continue }
      let factor = settings.assumptions.tokenizers.factor(from: incumbent, to: model)
      let sibling = offer.region == "global" ? nil : globalSibling(of: offer)
      var cost = ChallengerCost()
      for cell in bundles {
        if let part = pricing.cost(of: cell, on: offer, factor: factor, sibling: sibling) {
          cost.add(part)
        }
      }
      guard cost.covered.rows > 0 else { continue }
      let key = ClaimKey(useCase: useCase(group).id, incumbent: incumbent.id, challenger: offer.model)
      found.append(
        Priced(
          number: number, model: model, cost: cost, factor: factor, isAllowed: group.key.allowed.contains(number),
          claim: claims[key], holdout: holdouts[key]))
    }
    return found
  }

  // Cells with the same rates as one: fewer to price, and the amounts depend neither on their order nor on how finely
  // the log was told apart.
  private func bundles(_ group: MoveGroup) -> [Cell] {
    var numbers: [RateKey: Int] = [:]
    var bundles: [Cell] = []
    for cell in group.cells.map({ accumulator.cells[$0] }) {
      let key = RateKey(offer: 0, segment: cell.key.segment, size: cell.key.size, tier: cell.key.tier)
      if let number = numbers[key] {
        bundles[number].add(cell)
      } else {
        numbers[key] = bundles.count
        bundles.append(cell)
      }
    }
    return bundles
  }

  private func mayRun(in region: String, _ group: MoveGroup) -> Bool {
    guard settings.keepsRegion, group.key.region != "global", region != CountryCodes.selfHosted else { return true }
    if region == group.key.region { return true }
    return group.key.region == "EU" && CountryCodes.europeanUnion.contains(region)
  }

  private func globalSibling(of offer: Offer) -> Offer? {
    scheme.catalog.offers.first { $0.model == offer.model && $0.provider == offer.provider && $0.region == "global" }
  }

  private func useCase(_ group: MoveGroup) -> UseCase { scheme.policy.policy.useCases[group.key.useCase] }

  // The greatest saving; among equals the first of the catalogue.
  private static func best(_ offers: [Priced]) -> Priced? {
    offers.max { ($0.cost.saving.expected, $1.number) < ($1.cost.saving.expected, $0.number) }
  }

  private func fill(_ move: inout Move, _ chosen: Priced) {
    move.holdout = chosen.holdout
    move.challenger = scheme.catalog.offers[chosen.number].id
    move.covered = chosen.cost.covered
    move.cost = chosen.cost.cost
    move.saving = chosen.cost.saving
    move.tokenFactor = chosen.factor
    move.cacheReadsLost = chosen.cost.cacheReadsLost
    move.rowsWithoutTier = chosen.cost.rowsWithoutTier
    move.residencyUplift = chosen.cost.residencyUplift
  }

  private func refusal(of number: Int, _ group: MoveGroup) -> (String?, String?) {
    let verdict = scheme.policy.verdict(group.request, offer: number)
    if !verdict.allowed { return (verdict.rule, verdict.reason) }
    return (
      "\(useCase(group).id)/irrecoverable",
      "a wrong answer in '\(useCase(group).id)' cannot be taken back: no saving justifies another model than the best"
    )
  }

  private func candidates(_ priced: [Priced], _ group: MoveGroup) -> [Candidate] {
    var shown: [Int] = []
    for weights in Weights.allCases {
      let all = priced.filter { $0.model.weights == weights }
      for pool in [all.filter(\.isAllowed), all] {
        if let best = Self.best(pool), !shown.contains(best.number) { shown.append(best.number) }
      }
    }
    // The cheap closed tier is shown even where a dearer closed model happens to save more of what fits.
    let small = priced.filter { $0.model.weights == .closed && $0.model.tier == .small }
    if let best = Self.best(small), !shown.contains(best.number) { shown.append(best.number) }
    return priced.filter { shown.contains($0.number) }.map { offer in
      Candidate(
        offer: scheme.catalog.offers[offer.number].id, weights: offer.model.weights, tier: offer.model.tier,
        verdict: scheme.policy.verdict(group.request, offer: offer.number), coveredRows: offer.cost.covered.rows,
        cost: offer.cost.cost, saving: offer.cost.saving)
    }.sorted { ($1.saving.expected, $0.offer) < ($0.saving.expected, $1.offer) }
  }
}
