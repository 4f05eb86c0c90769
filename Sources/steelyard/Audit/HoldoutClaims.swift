import Audit
import Catalog
import Evidence
import Gateway
import Ledger

/// What the hold-outs of a ledger's gates say, as an audit takes it.
enum HoldoutClaims {
  /// A claim for each gate for which lots have chosen, about the version that is in force or was last.
  static func read(_ store: EvidenceStore, catalog: Catalog) throws -> [HoldoutClaim] {
    var order: [String] = []
    var latest: [String: GateTerms] = [:]
    var current: Set<String> = []
    for row in try store.gates() {
      let terms = try GateTerms(row)
      let isCurrent = try GateBook(terms, from: store).gate.state != .closed(reason: .versionChanged)
      if latest[terms.name] == nil { order.append(terms.name) }
      if isCurrent || !current.contains(terms.name) { latest[terms.name] = terms }
      if isCurrent { current.insert(terms.name) }
    }
    return try order.compactMap { latest[$0] }.compactMap { try claim(of: $0, in: store, catalog: catalog) }
  }

  /// What the hold-out of one gate says; nil where no lot was ever drawn, or the catalogue has not both models.
  static func claim(of terms: GateTerms, in store: EvidenceStore, catalog: Catalog) throws -> HoldoutClaim? {
    let record = try HoldoutRecord(of: terms, in: store)
    guard !record.isEmpty, let incumbent = EvidenceClaims.model(terms.key.incumbent, catalog),
      let challenger = EvidenceClaims.model(terms.key.challenger, catalog)
    else { return nil }
    return claim(record, incumbent: incumbent, challenger: challenger)
  }

  private static func claim(_ record: HoldoutRecord, incumbent: ModelID, challenger: ModelID) -> HoldoutClaim {
    let key = record.terms.key
    let margin = record.terms.rules.margin
    var claim = HoldoutClaim(
      useCase: key.useCase, tenant: key.tenant, incumbent: incumbent, challenger: challenger, gate: record.terms.name,
      margin: margin, level: 1 - record.terms.rules.alpha, incumbentSide: side(record.rates.incumbent),
      challengerSide: side(record.rates.challenger), isRatedUnlike: record.rates.differ,
      isFoundWorse: record.isFoundWorse)
    switch record.quality {
    case .success(let found): claim.quality = figures(found, scale: 1, margin: margin)
    case .failure(let error): claim.refusal = error.message
    }
    if case .success(let found) = record.cost { claim.cost = figures(found, scale: record.costBound, margin: nil) }
    return claim
  }

  private static func side(_ side: ResponseRates.Side) -> HoldoutClaim.Side {
    HoldoutClaim.Side(conversations: side.conversations, rated: side.rated)
  }

  private static func figures(_ found: LotComparison, scale: Double, margin: Double?) -> HoldoutClaim.Quality {
    func interval(_ value: Double, _ lower: Double, _ upper: Double) -> HoldoutClaim.Interval {
      // Evidence that is at odds with itself may leave nothing between the ends.
      HoldoutClaim.Interval(value * scale, min(lower, upper) * scale...max(lower, upper) * scale)
    }
    func side(_ side: OffPolicyEstimate) -> HoldoutClaim.Interval {
      interval(side.doublyRobust, side.lower, side.upper)
    }
    return HoldoutClaim.Quality(
      challenger: side(found.challenger), incumbent: side(found.incumbent),
      difference: interval(found.difference, found.lower, found.upper), effective: found.effectiveCount,
      needed: margin.flatMap { found.choicesNeeded(margin: $0) })
  }
}
