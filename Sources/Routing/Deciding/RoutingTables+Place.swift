internal import Assessment
internal import Catalog
internal import Policy

extension RoutingTables {
  private static var usePrefix: StaticString { "steelyard/" }
  private static var anything: StaticString { "auto" }

  /// Finds a request's use case from its claims and raises its stakes by its text.
  func place(_ request: RoutingRequest) -> PlacementResult {
    let requested = requestedModel(request.requestedModel)
    var claim: (useCase: Int, source: UseCaseSource)?
    var named: (offers: OfferSet, outputLimit: Int)?
    switch requested {
    case .unknownModel(let name): return .unknownModel(name)
    case .unknownUseCase(let name): return .unknownUseCase(name)
    case .any: break
    case .useCase(let number): claim = (number, .model)
    case .offers(let offers, let limit): named = (offers, limit)
    }
    // Only the claim that counts is looked up; but one that is misspelt never falls through to the next.
    if let name = request.headerUseCase {
      guard let number = policy.useCaseNumber(named: name) else { return .unknownUseCase(name) }
      claim = (number, .header)
    } else if let name = request.keyUseCase {
      guard let number = policy.useCaseNumber(named: name) else { return .unknownUseCase(name) }
      claim = (number, .key)
    } else if claim == nil, let name = request.metadataUseCase {
      guard let number = policy.useCaseNumber(named: name) else { return .unknownUseCase(name) }
      claim = (number, .metadata)
    }
    if let bound = binding(request), claim.map({ ownStakes($0.useCase, request) < bound.stakes }) != false {
      claim = (bound.useCase, .key)
    }
    let base = claim ?? byText(request, namesModel: named != nil) ?? (policy.fallback, .fallback)
    let (stakes, modelClass) = policy.stakes(of: base.useCase, tenant: request.tenant, at: request.at)
    var placement = Placement(useCase: base.useCase, stakes: stakes, modelClass: modelClass, source: base.source)
    placement.named = named?.offers
    placement.namedOutputLimit = named?.outputLimit ?? 0
    raise(&placement, by: request)
    return .placed(placement)
  }

  private func ownStakes(_ useCase: Int, _ request: RoutingRequest) -> Stakes {
    policy.stakes(of: useCase, tenant: request.tenant, at: request.at).0
  }

  /// What a key is bound to is a floor: a header names work of the same stakes or higher ones.
  private func binding(_ request: RoutingRequest) -> (useCase: Int, stakes: Stakes)? {
    guard request.headerUseCase != nil, let name = request.keyUseCase,
      let number = policy.useCaseNumber(named: name)
    else { return nil }
    return (number, ownStakes(number, request))
  }

  /// The use case of the text's domain. Cheaper service than the fallback's needs certainty, and is not
  /// guessed for a caller who asked for a model by name: a guess would refuse what they asked for.
  private func byText(_ request: RoutingRequest, namesModel: Bool) -> (useCase: Int, source: UseCaseSource)? {
    guard let verdict = request.verdict, verdict.certainty > .none, let domain = verdict.domain,
      let number = policy.useCaseNumber(forDomain: domain.rawValue)
    else { return nil }
    let isNoCheaper = ownStakes(number, request) >= ownStakes(policy.fallback, request)
    guard isNoCheaper || (verdict.certainty == .certain && !namesModel) else { return nil }
    return (number, .text)
  }

  /// Raises the stakes to those of the domain that the text is suspected of. Never lowers anything.
  private func raise(_ placement: inout Placement, by request: RoutingRequest) {
    guard let verdict = request.verdict, let domain = verdict.pin, verdict.pinCertainty > .none else { return }
    guard let target = policy.useCaseNumber(forDomain: domain.rawValue) else {
      // No use case takes such text in, so it keeps its name and gets the care that the text asks for.
      guard placement.stakes < .high || placement.modelClass != .closed else { return }
      placement.stakes = max(placement.stakes, .high)
      pin(&placement, domain)
      return
    }
    guard target != placement.useCase else {
      if placement.source == .text, placement.stakes.pins { pin(&placement, domain) }
      return
    }
    let (stakes, modelClass) = policy.stakes(of: target, tenant: request.tenant, at: request.at)
    let opensUp = stakes == placement.stakes && stakes.pins && placement.modelClass != .closed
    guard stakes > placement.stakes || opensUp else { return }
    placement.useCase = target
    placement.stakes = stakes
    placement.modelClass = modelClass
    if placement.source == .fallback { placement.source = .text }
    if stakes.pins { pin(&placement, domain) }
  }

  private func pin(_ placement: inout Placement, _ domain: Domain) {
    placement.modelClass = .closed
    placement.pinned = true
    placement.pinnedBy = domain.rawValue
  }

  private func requestedModel(_ name: String?) -> RequestedModel {
    guard let name, !name.isEmpty else { return .any }
    let bytes = name.utf8.span
    if Self.equal(bytes, Self.anything) { return .any }
    let prefix = Self.usePrefix.utf8CodeUnitCount
    if Self.equal(bytes.extracting(first: prefix), Self.usePrefix) {
      if Self.equal(bytes.extracting(droppingFirst: prefix), Self.anything) { return .any }
      let useCase = String(decoding: name.utf8.dropFirst(prefix), as: UTF8.self)
      return policy.useCaseNumber(named: useCase).map { .useCase($0) } ?? .unknownUseCase(useCase)
    }
    if let found = named[Array(name.utf8)] { return .offers(found.offers, outputLimit: found.outputLimit) }
    return .unknownModel(name)
  }

  // Byte by byte: the standard library's comparisons of texts cost more than the rest of finding a name.
  private static func equal(_ bytes: Span<UInt8>, _ expected: StaticString) -> Bool {
    guard bytes.count == expected.utf8CodeUnitCount else { return false }
    return expected.withUTF8Buffer { expected in
      for index in bytes.indices where unsafe expected[index] != bytes[index] { return false }
      return true
    }
  }
}
