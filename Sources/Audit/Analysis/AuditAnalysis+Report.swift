internal import Catalog
internal import Policy

extension AuditAnalysis {
  mutating func report(_ seen: SeenIDs?) -> AuditReport {
    let groups = groups()
    var lines: [Int: AuditLine] = [:]
    var found: [Move] = []
    for group in groups {
      let move = move(group)
      found.append(move)
      for cell in group.cells { lines[cell] = move.line }
    }
    var totals = AuditTotals(self)
    for (number, cell) in accumulator.cells.enumerated() {
      totals.add(cell, line: lines[number] ?? line(of: cell) ?? .unpriced)
    }
    let joined = Move.joined(found)
    let days = totals.period?.days ?? 1
    func moves(_ line: AuditLine) -> [Move] { joined.filter { $0.line == line } }
    func saving(_ line: AuditLine) -> SavingRange { moves(line).reduce(into: SavingRange()) { $0 += $1.saving } }
    return AuditReport(
      total: totals.total, lines: totals.lines, period: totals.period, days: days, blocked: moves(.blocked),
      proven: moves(.proven), unknown: moves(.unknown).map { withSample($0, days: days) },
      nothingCheaper: moves(.nothingCheaper), blockedSaving: saving(.blocked), provenSaving: saving(.proven),
      unknownSaving: saving(.unknown), byUseCase: totals.useCases, byModel: totals.models, unpriced: totals.unpriced,
      foundBy: totals.foundBy, holdouts: settings.holdouts, assumptions: assumptions(joined),
      prices: PriceVersion(scheme.catalog, asOf: scheme.asOf ?? totals.period?.last ?? Timestamp(milliseconds: .max)),
      notices: totals.notices(seen, unused: unusedClaims(joined), contradicted: contradictedClaims()))
  }

  private func withSample(_ move: Move, days: Double) -> Move {
    var move = move
    let plan = settings.assumptions.sample
    guard let pairs = plan.pairs(for: move.stakes), let margin = plan.margins[move.stakes], move.covered.requests > 0
    else { return move }
    let perDay = Double(move.covered.requests) / days * plan.sampledShare
    let each = Double(move.cost.expected.amount) / Double(move.covered.requests)
    move.sample = SampleNeed(
      pairs: pairs, margin: margin, days: Double(pairs) / perDay, cost: .rounded(each * Double(pairs)))
    return move
  }

  private func unusedClaims(_ moves: [Move]) -> [EvidenceClaim] {
    let present = Set(moves.map { ClaimKey(useCase: $0.useCase, incumbent: $0.incumbent, challenger: "") })
    return settings.claims.filter {
      !present.contains(ClaimKey(useCase: $0.useCase, incumbent: $0.incumbent, challenger: ""))
    }
  }

  private func contradictedClaims() -> [EvidenceClaim] {
    settings.claims.filter {
      holdouts[ClaimKey(useCase: $0.useCase, incumbent: $0.incumbent, challenger: $0.challenger)]?.verdict
        == .contradicted
    }
  }

  private func assumptions(_ moves: [Move]) -> [Assumption] {
    let assumed = settings.assumptions
    var list = [
      Assumption(name: "cache reads kept", value: assumed.cacheKept, unit: "share of cache reads"),
      Assumption(name: "retries", value: assumed.retryRate, unit: "share of calls"),
      Assumption(name: "escalations", value: assumed.escalationRate, unit: "share of calls"),
      Assumption(name: "reasoning tokens", value: assumed.reasoningRatio, unit: "times the incumbent's"),
    ]
    var shown: Set<String> = []
    for move in moves {
      guard let factor = move.tokenFactor, let offer = move.challenger.flatMap({ scheme.catalog.offerNumber($0) })
      else { continue }
      let name = "tokens, \(move.incumbent) to \(scheme.catalog.offers[offer].model)"
      if shown.insert(name).inserted {
        list.append(Assumption(name: name, value: factor, unit: "times the incumbent's"))
      }
    }
    return list
  }
}
