import ArgumentParser
import Catalog
import Evidence
import Gateway
import Ledger
import Policy

/// What is planned: a gate of the policy, or one that might be written.
struct PlanSubject {
  var name: String
  var useCase: UseCaseID
  var tenant: String?
  var challenger: String
  var judge: String?
  var rules: GateRules
  var share: Double
  /// The round that would gather, and the judge's noise that it would reckon with.
  var round = 1
  var noise: JudgeNoise?
  /// What pairs there are so far, of all rounds, and the share of the scored ones that no judge decided.
  var counts = PairCounts()
  var settledWithoutJudge: Double?
  var state: String?
  /// What the gate's guardrails counted of the challenger in its present or last round.
  var guardrailCounts: [String: RateCounts] = [:]
  var needsOwner: Bool { rules.stakes.needsOwner }

  /// A gate with what the ledger knows of it.
  init(_ entry: GateRegister.Entry, store: EvidenceStore?) throws {
    let key = entry.terms.key
    name = entry.terms.name
    useCase = key.useCase
    tenant = key.tenant
    challenger = key.challenger
    judge = entry.gate?.judge
    rules = entry.terms.rules
    share = entry.gate.map { Double($0.sharePPM) / 1e6 } ?? 0.2
    let reading = try GateReading(entry, store: store)
    guard let store, let gate = reading.gate else { return }
    state = reading.state
    if case .gathering(let present) = gate.state { round = present } else { round = gate.nextRound }
    for (name, counts) in gate.guardrailCounts { guardrailCounts[name] = counts }
    noise = try JudgeRecord.noise(of: entry.terms.id, in: store)
    let scored = try store.exchanges(of: entry.terms.id, limit: .max).filter { $0.difference != nil }
    for halves in scored.compactMap(\.difference) {
      if let difference = Difference(rawValue: Int8(clamping: halves)) { counts.add(difference) }
    }
    if scored.count >= Self.leastPairs {
      settledWithoutJudge = Double(scored.count { !$0.basis.hasPrefix(JudgeRecord.basis) }) / Double(scored.count)
    }
  }

  /// A gate that might be written, with the rules that its stakes have by default.
  init(_ useCase: UseCase, challenger: String, judge: String?, snapshot: Snapshot) throws {
    for model in [challenger, judge].compactMap({ $0 }) { _ = try snapshot.catalog.offers(named: model) }
    name = "\(useCase.id):\(challenger)"
    self.useCase = useCase.id
    self.challenger = challenger
    self.judge = judge
    rules = .defaults(for: GateStakes(rawValue: useCase.stakes.rawValue) ?? .irrecoverable)
    rules.maximumPairs = 20_000
    share = 0.2
    if judge == nil { settledWithoutJudge = 1 }
  }

  /// Pairs from which a gate's own ties and checks are better known than assumed.
  static let leastPairs = 50
}
