internal import Foundation

extension GateAudit {
  /// Recomputes one transition from the integers that it carries. With `rules`, also whether they are the policy's.
  ///
  /// The statistics of drift depend on the order of observations: here their thresholds are looked at, and `replay`
  /// recomputes them.
  public static func verify(_ transition: GateTransition, rules: GateRules? = nil) -> [Discrepancy] {
    let place = "transition \(transition.number)"
    guard transition.isPossible else {
      return [
        Discrepancy(
          .impossible, place,
          "'\(transition.cause)' does not lead from '\(transition.from)' to '\(transition.to)'")
      ]
    }
    let basis = transition.basis
    do {
      let computed = try recomputed(basis, rules: rules)
      return basis.differences(from: computed, at: place) + thresholds(transition, computed, at: place)
    } catch {
      return [Discrepancy(.number, place, error.message)]
    }
  }

  private static func recomputed(_ basis: GateBasis, rules: GateRules?) throws(EvidenceError) -> GateBasis {
    var result = basis
    if let rules {
      result.margin = rules.margin
      result.alpha = rules.alpha
      result.beta = rules.beta
      result.minimumPairs = rules.minimumPairs
      result.maximumPairs = rules.maximumPairs
      result.labelProbability = rules.labelProbability
      result.drift?.threshold = rules.driftThreshold
      result.breaker?.rule = rules.breaker
    }
    let margin = try basis.noise?.scaled(result.margin) ?? result.margin
    let test = try NonInferiorityTest(margin: margin, labelProbability: result.labelProbability)
    let tally = try PairTally(cells: basis.cells)
    result.effectiveMargin = margin
    result.logENotWorse = test.logE(.notWorse, tally)
    result.logEWorse = test.logE(.worse, tally)
    result.roundAlpha =
      (rules?.spending).map { $0.alpha(result.alpha, round: basis.round) }
      ?? [RoundSpending.unlimited, .single].map { $0.alpha(result.alpha, round: basis.round) }
      .first { GateBasis.agree($0, basis.roundAlpha) }
      ?? RoundSpending.unlimited.alpha(result.alpha, round: basis.round)
    result.logThresholdNotWorse = result.roundAlpha.map { -log($0) }
    result.logThresholdWorse = -log(result.beta)
    var guardrails: [GuardrailBasis] = []
    for (index, guardrail) in basis.guardrails.prefix(rules?.guardrails.count ?? .max).enumerated() {
      var computed = guardrail
      if let rules, rules.guardrails.indices.contains(index) {
        computed.name = rules.guardrails[index].name
        computed.limit = rules.guardrails[index].limit
      }
      let test = try RateTest(limit: computed.limit)
      computed.logEUnder = test.logUnder(guardrail.counts)
      computed.logEOver = test.logOver(guardrail.counts)
      guardrails.append(computed)
    }
    for rule in rules?.guardrails.dropFirst(guardrails.count) ?? [] {
      guardrails.append(
        GuardrailBasis(name: rule.name, limit: rule.limit, counts: RateCounts(), logEUnder: 0, logEOver: 0))
    }
    result.guardrails = guardrails
    return result
  }

  private static func thresholds(
    _ transition: GateTransition, _ basis: GateBasis, at place: String
  ) -> [Discrepancy] {
    var found: [Discrepancy] = []
    func demand(_ holds: Bool, _ message: @autoclosure () -> String) {
      if !holds { found.append(Discrepancy(.threshold, place, message())) }
    }
    switch transition.cause {
    case .promoted:
      let threshold = basis.logThresholdNotWorse ?? .infinity
      demand(basis.pairs >= basis.minimumPairs, "\(basis.pairs) pairs are fewer than \(basis.minimumPairs)")
      demand(basis.logENotWorse >= threshold, "ln E is \(basis.logENotWorse), below the \(threshold) that it needs")
      for guardrail in basis.guardrails {
        demand(
          guardrail.logEUnder >= threshold,
          "'\(guardrail.name)' has ln E \(guardrail.logEUnder), below the \(threshold) that it needs")
      }
      demand(basis.drift.map { $0.statistic < $0.threshold } ?? false, "the drift detector was alarmed or is missing")
    case .provedWorse:
      demand(
        basis.logEWorse >= basis.logThresholdWorse,
        "ln E is \(basis.logEWorse), below the \(basis.logThresholdWorse) that it needs")
    case .maximumReached:
      demand(
        basis.maximumPairs.map { basis.pairs >= $0 } ?? false,
        "\(basis.pairs) pairs are fewer than \(basis.maximumPairs.map { "\($0)" } ?? "any limit")")
    case .drift:
      demand(
        basis.drift.map { $0.statistic >= $0.threshold } ?? false, "the drift statistic is below its threshold")
    case .hardFailures:
      demand(
        basis.breaker.map { $0.consecutive >= $0.rule.consecutive || $0.failures >= $0.rule.failures } ?? false,
        "the breaker's counts are within its rule")
    case .guardrail(let name):
      let guardrail = basis.guardrails.first { $0.name == name }
      let reached =
        if case .open = transition.from {
          guardrail?.drift.map { $0 >= (basis.drift?.threshold ?? .infinity) } ?? false
        } else { guardrail.map { $0.logEOver >= basis.logThresholdWorse } ?? false }
      demand(reached, "the guardrail '\(name)' is not shown to exceed its limit")
    case .owner(_, let signature):
      do { try signature.check() } catch { demand(false, error.message) }
    case .started, .budgetSpent, .versionChanged, .restored: break
    }
    return found
  }
}

extension GateTransition {
  /// Whether the cause leads from the one state to the other.
  var isPossible: Bool {
    switch (cause, from, to) {
    case (.started, .closed(let reason), .gathering(let round)):
      round >= 1 && basis.round == round && reason != .owner && reason != .versionChanged
    case (.promoted, .gathering(let before), .open(let after)): before == after && basis.round == after
    case (.provedWorse, .gathering, .closed(reason: .provedWorse)): true
    case (.maximumReached, .gathering, .closed(reason: .inconclusive)): true
    case (.budgetSpent, .gathering, .closed(reason: .inconclusive)): true
    case (.drift, .open, .closed(reason: .drift)): true
    case (.hardFailures, .open, .closed(reason: .hardFailures)): true
    case (.guardrail, .gathering, .closed(reason: .guardrail)), (.guardrail, .open, .closed(reason: .guardrail)): true
    case (.versionChanged, _, .closed(reason: .versionChanged)): from != to
    case (.owner(.close, _), _, .closed(reason: .owner)): from != to
    case (.owner(.open, _), .open, _), (.owner(.open, _), .closed(reason: .versionChanged), _): false
    case (.owner(.open, _), _, .open(let round)): basis.round == round
    case (.owner(.release, _), .closed(reason: .owner), .closed(reason: .restored)): true
    case (.restored, .closed(reason: .versionChanged), .closed(reason: .restored)): true
    default: false
    }
  }
}
