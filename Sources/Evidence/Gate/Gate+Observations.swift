extension Gate {
  /// Counts a pair of the round and looks at the test.
  mutating func pair(
    _ difference: Difference, _ weight: SampleWeight, _ person: Difference?
  ) throws(GateRefusal) -> Change? {
    guard case .gathering(let round) = state else { throw .notGathering }
    guard person == nil || rules.labelProbability != nil else { throw .labelNotDrawn }
    do throws(EvidenceError) {
      try tally.add(difference, weight: weight, person: person)
    } catch {
      throw .invalid(error)
    }
    if weight != .one { test.prepare(weight) }
    drift?.observe(difference, weight: weight)
    return decision(round)
  }

  /// What the round's evidence amounts to, if it decides.
  private func decision(_ round: Int) -> Change? {
    let total = tally.total
    if total >= rules.minimumPairs, test.reaches(logPromote, .notWorse, tally), drift?.isAlarmed != true,
      guardrails.allSatisfy({ $0.test.reachesUnder(logPromote, $0.counts) })
    {
      return (.open(round: round), .promoted)
    }
    if test.reaches(logWorse, .worse, tally) { return (.closed(reason: .provedWorse), .provedWorse) }
    if let maximum = rules.maximumPairs, total >= maximum {
      return (.closed(reason: .inconclusive), .maximumReached)
    }
    return nil
  }

  /// Takes in an audit while the challenger serves.
  mutating func audit(_ difference: Difference, _ weight: SampleWeight) throws(GateRefusal) -> Change? {
    guard isOpen else { throw .notOpen }
    drift?.observe(difference, weight: weight)
    return drift?.isAlarmed == true ? (.closed(reason: .drift), .drift) : nil
  }

  /// Takes in whether a reply of the challenger failed while it serves.
  mutating func reply(failed: Bool) throws(GateRefusal) -> Change? {
    guard isOpen else { throw .notOpen }
    breaker.observe(failed: failed)
    return breaker.trips(rules.breaker) ? (.closed(reason: .hardFailures), .hardFailures) : nil
  }

  /// Takes in a check of a guardrail: a test while gathering, a watch while open.
  mutating func check(_ name: String, _ failed: Bool) throws(GateRefusal) -> Change? {
    guard let index = guardrails.firstIndex(where: { $0.rule.name == name }) else { throw .unknownGuardrail(name) }
    switch state {
    case .closed: throw .notGathering
    case .gathering(let round):
      guardrails[index].counts.add(failed: failed)
      if guardrails[index].test.logOver(guardrails[index].counts) >= logWorse {
        return (.closed(reason: .guardrail), .guardrail(name: name))
      }
      return decision(round)
    case .open:
      guardrails[index].detector?.observe(failed: failed)
      return guardrails[index].detector?.isAlarmed == true
        ? (.closed(reason: .guardrail), .guardrail(name: name)) : nil
    }
  }
}
