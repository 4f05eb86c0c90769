internal import Foundation

extension Gate: Codable {
  private enum CodingKeys: CodingKey {
    case key, rules, permission, state, rounds, transitions, tally, noise, drift, breaker, guardrails
  }

  private struct StoredGuardrail: Codable {
    var name: String
    var counts: RateCounts
    var detector: RateDetector?
  }

  /// Restores a gate after a restart; numbers that no gate can have are refused.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      key: container.decode(GateKey.self, forKey: .key), rules: container.decode(GateRules.self, forKey: .rules),
      permission: container.decodeIfPresent(OwnerSignature.self, forKey: .permission))
    state = try container.decode(GateState.self, forKey: .state)
    rounds = try container.decode(Int.self, forKey: .rounds)
    transitions = try container.decode(Int.self, forKey: .transitions)
    tally = try container.decode(PairTally.self, forKey: .tally)
    noise = try container.decodeIfPresent(JudgeNoise.self, forKey: .noise)
    drift = try container.decodeIfPresent(DriftDetector.self, forKey: .drift)
    breaker = try container.decode(Breaker.self, forKey: .breaker)
    test = try NonInferiorityTest(
      margin: noise?.scaled(rules.margin) ?? rules.margin, labelProbability: rules.labelProbability)
    for cell in tally.others { test.prepare(cell.weight) }
    let stored = try container.decode([StoredGuardrail].self, forKey: .guardrails)
    for index in guardrails.indices {
      guard let match = stored.first(where: { $0.name == guardrails[index].rule.name }) else { continue }
      guardrails[index].counts = match.counts
      guardrails[index].detector = match.detector
    }
    guard isConsistent else {
      throw DecodingError.dataCorruptedError(
        forKey: .state, in: container,
        debugDescription: "state '\(state)' does not fit \(rounds) rounds, \(transitions) transitions and the detector")
    }
    logPromote = roundAlpha.map { -log($0) } ?? .infinity
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key, forKey: .key)
    try container.encode(rules, forKey: .rules)
    try container.encodeIfPresent(permission, forKey: .permission)
    try container.encode(state, forKey: .state)
    try container.encode(rounds, forKey: .rounds)
    try container.encode(transitions, forKey: .transitions)
    try container.encode(tally, forKey: .tally)
    try container.encodeIfPresent(noise, forKey: .noise)
    try container.encodeIfPresent(drift, forKey: .drift)
    try container.encode(breaker, forKey: .breaker)
    try container.encode(
      guardrails.map { StoredGuardrail(name: $0.rule.name, counts: $0.counts, detector: $0.detector) },
      forKey: .guardrails)
  }

  private var isConsistent: Bool {
    guard (0...1_000_000).contains(rounds), (0...PairCounts.limit).contains(transitions) else { return false }
    if let drift, drift.margin != test.margin || drift.threshold != rules.driftThreshold { return false }
    return switch state {
    case .closed: true
    case .gathering(let round): round == rounds && round >= 1 && drift != nil && roundAlpha != nil
    case .open(let round): round == rounds && drift != nil && guardrails.allSatisfy { $0.detector != nil }
    }
  }
}
