import Catalog
import Crypto
import Evidence
import Foundation
import Policy
import Scoring

extension GateTerms {
  /// The terms of a gate of the policy as the catalogue and the policy now are.
  ///
  /// A version says what would change what evidence means: which offers of a model there are and what their providers
  /// call it; who judges and by which criteria; how much is demanded. Prices are no part of it.
  init(
    _ gate: Policy.Gate, recipe: ScoringRecipe, policy: Policy, catalog: Catalog, labelsPPM: Int = 0
  ) throws(EvidenceError) {
    let lowering = policy.lowerings.first { $0.useCase == gate.useCase && $0.tenant == gate.tenant }
    let stakes = lowering?.stakes ?? policy.useCase(named: gate.useCase)?.stakes ?? .irrecoverable
    let judging = [recipe.version, gate.judge.map { Self.version($0, catalog) } ?? "no judge"]
    let share = ["\(gate.sharePPM)", "\(gate.auditPPM)"]
    var rules = GateRules(
      stakes: GateStakes(rawValue: stakes.rawValue) ?? .irrecoverable, margin: Double(gate.marginPPM) / 1e6,
      alpha: Double(gate.errorPPM) / 1e6, minimumPairs: gate.pairs.lowerBound, maximumPairs: gate.pairs.upperBound)
    rules.guardrails = ChallengerGuard.of(gate.guardrails).map {
      GuardrailRule(name: $0.guardrail.name, limit: Double($0.limitPPM) / 1e6)
    }
    if labelsPPM > 0, gate.judge != nil { rules.labelProbability = Double(labelsPPM) / 1e6 }
    try rules.check()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let demands = (try? encoder.encode(rules)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let key = GateKey(
      useCase: gate.useCase, tenant: gate.tenant, incumbent: gate.incumbent,
      incumbentVersion: Self.version(gate.incumbent, catalog), challenger: gate.challenger,
      challengerVersion: Self.version(gate.challenger, catalog), judgeVersion: Self.digest(judging),
      policyVersion: Self.digest([demands] + share))
    self.init(
      name: gate.name, key: key, rules: rules,
      permission: gate.signature.map {
        OwnerSignature(name: $0.owner, reason: $0.reason, day: String($0.date.description.prefix(10)))
      })
  }

  /// The day of a model's release, and a digest of its offers: `2026-05-01.3fa9c1d2e4b5`.
  static func version(_ name: String, _ catalog: Catalog) -> String {
    let offers = catalog.offerNumbers(named: name).map { catalog.offers[$0] }
    let facts = offers.map { "\($0.id) \($0.upstreamModel)" }.sorted()
    let released = offers.first.flatMap { catalog.model($0.model)?.released }
    return "\(released.map { String($0.description.prefix(10)) } ?? "undated").\(digest(facts))"
  }

  private static func digest(_ parts: [String]) -> String {
    var hash = SHA256()
    for part in parts { hash.update(data: Data("\(part.utf8.count):\(part)".utf8)) }
    return hash.finalize().prefix(6).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}

extension Catalog {
  /// The positions of the offers that a name of the policy stands for: all of a model's, or one.
  func offerNumbers(named name: String) -> [Int] {
    if let model = model(named: name)?.id { return offers.indices.filter { offers[$0].model == model } }
    return offers.indices.filter { offers[$0].id == name }
  }
}
