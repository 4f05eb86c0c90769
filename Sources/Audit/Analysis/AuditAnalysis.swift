internal import Catalog
internal import Policy

extension AuditAccumulator {
  /// The report on everything that was summed. `seen` is the set that told duplicates, for saying whether it sufficed.
  public func report(_ settings: AuditSettings, seen: SeenIDs? = nil) -> AuditReport {
    var analysis = AuditAnalysis(self, settings)
    return analysis.report(seen)
  }
}

/// Sorts sums into lines and looks for challengers.
struct AuditAnalysis {
  let accumulator: AuditAccumulator
  let settings: AuditSettings
  let scheme: AuditScheme
  let claims: [ClaimKey: EvidenceClaim]
  /// Those of all tenants together: what one tenant's callers say proves nothing of the others' work.
  let holdouts: [ClaimKey: HoldoutClaim]
  let pricing: ChallengerPricing
  private var allowedSets: [AllowedKey: OfferSet] = [:]

  struct ClaimKey: Hashable {
    var useCase: UseCaseID
    var incumbent: ModelID
    var challenger: ModelID
  }

  private struct AllowedKey: Hashable {
    var request: Case
    var segment: Int32
  }

  init(_ accumulator: AuditAccumulator, _ settings: AuditSettings) {
    self.accumulator = accumulator
    self.settings = settings
    scheme = accumulator.scheme
    pricing = ChallengerPricing(scheme: scheme, assumptions: settings.assumptions)
    claims = Dictionary(
      settings.claims.map {
        (ClaimKey(useCase: $0.useCase, incumbent: $0.incumbent, challenger: $0.challenger), $0)
      }, uniquingKeysWith: { first, _ in first })
    holdouts = Dictionary(
      settings.holdouts.filter { $0.tenant == nil }.map {
        (ClaimKey(useCase: $0.useCase, incumbent: $0.incumbent, challenger: $0.challenger), $0)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The line of a cell, as far as it does not depend on challengers; nil when it does.
  func line(of cell: Cell) -> AuditLine? {
    if cell.key.flags.contains(.duplicate) { return .duplicate }
    if cell.key.flags.contains(.unusable) { return .unusable }
    if cell.key.flags.contains(.costOnly) { return .costOnly }
    if !cell.key.flags.contains(.succeeded) { return .failed }
    if cell.key.flags.contains(.unpriced) { return .unpriced }
    return model(of: cell)?.weights == .closed ? nil : .alreadyOpen
  }

  func model(of cell: Cell) -> Model? {
    accumulator.resolved[Int(cell.key.origin)].model.flatMap { scheme.catalog.model($0) }
  }

  /// What policy is asked about a cell.
  func request(_ cell: Cell) -> Case {
    let origin = accumulator.origins[Int(cell.key.origin)]
    let team = accumulator.tables[3].text(origin.team)
    let tenant = team.isEmpty || team == NameTable.other ? nil : team
    let useCase = Int(cell.key.useCase)
    let (stakes, modelClass) = scheme.policy.stakes(of: useCase, tenant: tenant, at: cell.priced)
    let own = scheme.policy.policy.useCases[useCase].stakes
    let seen = Stakes(number: cell.key.stakes)
    // Only what the text showed beyond the use case's own stakes raises what an owner may have lowered.
    let raised = cell.key.flags.contains(.byText) && seen > own ? max(seen, stakes) : stakes
    return Case(
      useCase: useCase, stakes: raised, modelClass: raised > stakes && raised.pins ? .closed : modelClass,
      tenant: tenant, dataClass: origin.work.dataClass, at: cell.priced)
  }

  /// The offers that policy lets serve a cell; looked up once for each kind of request and segment.
  mutating func allowed(_ request: Case, segment: Int32) -> OfferSet {
    var key = AllowedKey(request: request, segment: segment)
    key.request.at = Timestamp(milliseconds: 0)
    if let known = allowedSets[key] { return known }
    let found = scheme.policy.allowed(request)
    allowedSets[key] = found
    return found
  }

  /// The groups of calls that could move.
  mutating func groups() -> [MoveGroup] {
    var numbers: [MoveGroup.Key: Int] = [:]
    var groups: [MoveGroup] = []
    for (number, cell) in accumulator.cells.enumerated() where line(of: cell) == nil {
      guard let model = model(of: cell), let offer = accumulator.resolved[Int(cell.key.origin)].offer else { continue }
      let request = request(cell)
      let key = MoveGroup.Key(
        useCase: request.useCase, stakes: request.stakes, modelClass: request.modelClass, incumbent: model.id,
        region: scheme.catalog.offers[offer].region, allowed: allowed(request, segment: cell.key.segment))
      if let known = numbers[key] {
        groups[known].cells.append(number)
      } else {
        numbers[key] = groups.count
        groups.append(MoveGroup(key: key, request: request, cells: [number]))
      }
    }
    return groups
  }
}

/// Calls with the same incumbent for which policy allows the same offers.
struct MoveGroup {
  struct Key: Hashable {
    var useCase: Int
    var stakes: Stakes
    var modelClass: ModelClass
    var incumbent: ModelID
    var region: String
    var allowed: OfferSet
  }

  var key: Key
  /// One of its requests, for asking policy why it refuses an offer.
  var request: Case
  /// Positions of its cells.
  var cells: [Int]
}
