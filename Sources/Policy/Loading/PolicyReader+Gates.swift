internal import Catalog
internal import StrictYAML

extension PolicyReader {
  private static var gateKeys: [String] {
    [
      "use_case", "tenant", "incumbent", "challenger", "judge", "margin", "error", "share", "audit", "holdout",
      "pairs", "guardrails", "checks", "rubric", "owner", "reason", "date",
    ]
  }

  mutating func gates(_ nodes: [YAMLNode], _ policy: Policy) -> [Policy.Gate] {
    var gates: [Policy.Gate] = []
    for node in nodes {
      guard let gate = gate(node, policy) else { continue }
      if gates.contains(where: { $0.name == gate.name }) {
        errors.note(node.error("the gate '\(gate.name)' is given twice"))
      } else if let other = gates.first(where: { $0.useCase == gate.useCase && $0.tenant == gate.tenant }),
        other.incumbent != gate.incumbent
      {
        errors.note(
          node.error(
            "'\(gate.incumbent)' cannot be the incumbent: that of '\(gate.useCase)' is already '\(other.incumbent)'"))
      } else {
        gates.append(gate)
      }
    }
    return gates
  }

  private mutating func gate(_ node: YAMLNode, _ policy: Policy) -> Policy.Gate? {
    guard let mapping = errors.mapping(node, keys: Self.gateKeys) else { return nil }
    let useCase = required(mapping, "use_case").flatMap { reference($0, among: useCaseIDs, what: "use case") }
    let tenant = text(mapping, "tenant")
    let incumbent = requiredText(mapping, "incumbent")
    let challenger = requiredText(mapping, "challenger")
    let judge = text(mapping, "judge")
    let (stakes, modelClass) = Self.standing(of: useCase, tenant: tenant, policy)
    if let modelClass, modelClass != .hybrid, let place = mapping.value("use_case") {
      errors.note(
        place.error(
          "a gate needs a use case of class hybrid, whose open offers it can hold back; this one has class "
            + "\(modelClass.rawValue): write class: hybrid there"))
    }
    let margin = gateNumber(mapping, "margin", 1_000...500_000, stakes, Self.margins)
    let error = gateNumber(mapping, "error", 100...200_000, stakes, Self.errorRates)
    let share = ppm(mapping, "share", 1_000...1_000_000) ?? 200_000
    let audit = ppm(mapping, "audit", 1_000...1_000_000) ?? 30_000
    let holdout = ppm(mapping, "holdout", 0...500_000) ?? 0
    let pairs = pairs(mapping)
    let guardrails = guardrails(mapping)
    let checks = mapping.value("checks") == nil ? [.identical] : items(mapping, "checks").compactMap { gateCheck($0) }
    let rubric = rubric(mapping, isJudged: judge != nil)
    let signature = signature(mapping, node, stakes, useCase)
    if judge == nil, !checks.contains(where: \.canDecide) {
      errors.note(
        node.error(
          "'judge' is missing: these checks find ties, not which answer is better; name a model, or a check that decides",
          allowed: ["schema", "regex", "command"]))
    }
    guard let useCase, let incumbent, let challenger, let margin, let error else { return nil }
    let gate = Policy.Gate(
      useCase: useCase, tenant: tenant, incumbent: incumbent, challenger: challenger, judge: judge,
      marginPPM: margin, errorPPM: error, sharePPM: share, auditPPM: audit, holdoutPPM: holdout, pairs: pairs,
      guardrails: guardrails, checks: checks, rubric: rubric, signature: signature)
    checkModels(gate, mapping, policy)
    return gate
  }

  /// What is at stake in a use case, and the class that serves it, for the tenant that a gate is for.
  private static func standing(of useCase: UseCaseID?, tenant: String?, _ policy: Policy) -> (Stakes?, ModelClass?) {
    let own = policy.useCases.first { $0.id == useCase }
    let lowering = policy.lowerings.first { $0.useCase == useCase && $0.tenant == tenant }
    return (lowering?.stakes ?? own?.stakes, lowering?.modelClass ?? own?.modelClass)
  }

  private static var margins: [Stakes: Int] { [.low: 100_000, .routine: 50_000, .moderate: 30_000] }
  private static var errorRates: [Stakes: Int] { [.low: 50_000, .routine: 50_000, .moderate: 20_000] }

  /// A number that the stakes give unless it is written; from high stakes on its owner has to write it.
  private mutating func gateNumber(
    _ mapping: YAMLMapping, _ key: String, _ range: ClosedRange<Int>, _ stakes: Stakes?, _ standard: [Stakes: Int]
  ) -> Int? {
    guard mapping.value(key) == nil else { return ppm(mapping, key, range) }
    guard let stakes else { return nil }
    if standard[stakes] == nil {
      errors.note(mapping.node.error("'\(key)' must be stated: there is none by default for \(stakes.rawValue) stakes"))
    }
    return standard[stakes]
  }

  private mutating func pairs(_ mapping: YAMLMapping) -> ClosedRange<Int> {
    guard let node = mapping.value("pairs"), let pairs = errors.mapping(node, keys: ["minimum", "maximum"]) else {
      return 50...20_000
    }
    let minimum = int(pairs, "minimum", 10...1_000_000) ?? 50
    let maximum = int(pairs, "maximum", 10...10_000_000) ?? max(minimum, 20_000)
    guard minimum <= maximum else {
      errors.note((pairs.value("maximum") ?? node).error("'maximum' must not be below 'minimum', which is \(minimum)"))
      return minimum...minimum
    }
    return minimum...maximum
  }

  private mutating func guardrails(_ mapping: YAMLMapping) -> Policy.Gate.Guardrails {
    var limits = Policy.Gate.Guardrails()
    guard let node = mapping.value("guardrails"),
      let guardrails = errors.mapping(node, keys: ["refusal", "failure", "schema", "slow", "personal_data"])
    else { return limits }
    let range = 100...500_000
    limits.refusalPPM = ppm(guardrails, "refusal", range) ?? limits.refusalPPM
    limits.failurePPM = ppm(guardrails, "failure", range) ?? limits.failurePPM
    limits.schemaPPM = ppm(guardrails, "schema", range) ?? limits.schemaPPM
    limits.personalDataPPM = ppm(guardrails, "personal_data", range)
    if let node = guardrails.value("slow"), let slow = errors.mapping(node, keys: ["limit", "over_ms"]),
      required(slow, "limit") != nil, required(slow, "over_ms") != nil,
      let limit = ppm(slow, "limit", range), let milliseconds = int(slow, "over_ms", 1...600_000)
    {
      limits.slow = .init(limitPPM: limit, milliseconds: milliseconds)
    }
    return limits
  }

  private mutating func rubric(_ mapping: YAMLMapping, isJudged: Bool) -> [String] {
    let rubric = texts(mapping, "rubric")
    if rubric.contains(where: { $0.allSatisfy(\.isWhitespace) || $0.count > 600 }) {
      errors.note((mapping.value("rubric") ?? mapping.node).error("each criterion has 1 to 600 characters"))
    }
    if isJudged || !rubric.isEmpty, !(3...5).contains(rubric.count) {
      errors.note(
        (mapping.value("rubric") ?? mapping.node).error(
          "a judge needs a 'rubric' of three to five criteria that an answer meets or does not; there are \(rubric.count)"
        ))
    }
    return rubric
  }

  /// Who answers for the gate: whole or not at all, and whole from high stakes on.
  private mutating func signature(
    _ mapping: YAMLMapping, _ node: YAMLNode, _ stakes: Stakes?, _ useCase: UseCaseID?
  ) -> Policy.Gate.Signature? {
    let keys = ["owner", "reason", "date"]
    guard keys.contains(where: { mapping.value($0) != nil }) else {
      if let stakes, stakes.pins {
        errors.note(
          node.error(
            "'\(useCase ?? "")' has \(stakes.rawValue) stakes: its gate needs the signature of who answers for it",
            allowed: keys))
      }
      return nil
    }
    let owner = requiredText(mapping, "owner")
    let reason = requiredText(mapping, "reason")
    let date = required(mapping, "date").flatMap { _ in day(mapping, "date") }
    guard let owner, let reason, let date else { return nil }
    return Policy.Gate.Signature(owner: owner, reason: reason, date: date)
  }
}
