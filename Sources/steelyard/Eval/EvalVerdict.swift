import Evidence
import Gateway
import Scoring

/// What a gate that knew nothing else would make of the results, one case after the other.
struct EvalVerdict {
  /// The scored pairs.
  private(set) var counts = PairCounts()
  /// The gate after all of them; nil where there could be none, with the reason.
  private(set) var gate: Gate?
  private(set) var refusal: String?
  /// The change of state that they bring about, and after how many pairs.
  private(set) var transition: GateTransition?
  private(set) var decidedAt = 0
  /// What every guardrail counted, whatever the gate had decided by then.
  private(set) var guardrails: [String: RateCounts] = [:]

  init(_ results: [GoldenResult], terms: GateTerms) {
    do throws(EvidenceError) {
      var gate = try Gate(key: terms.key, rules: terms.rules, permission: terms.permission)
      gate.apply(.start(round: 1))
      self.gate = gate
    } catch { refusal = error.message }
    for result in results { take(result) }
  }

  private mutating func take(_ result: GoldenResult) {
    for event in result.guards {
      if case .guardrail(let name, let failed) = event { guardrails[name, default: RateCounts()].add(failed: failed) }
    }
    var events = result.guards
    if let halves = result.outcome?.score?.difference.rawValue,
      let difference = Evidence.Difference(rawValue: Int8(clamping: halves))
    {
      counts.add(difference)
      events.append(.pair(difference))
    }
    for event in events where transition == nil {
      guard let change = gate?.apply(event).transition else { continue }
      transition = change
      decidedAt = counts.total
    }
  }

  /// The verdict in a sentence.
  func sentence(_ terms: GateTerms) -> String {
    guard let gate else { return "There would be no gate: \(refusal ?? "")." }
    if let transition {
      return "A gate that knew only this set would be \(GateText.state(transition.to)) after \(decidedAt) pairs: "
        + "\(GateText.cause(transition.cause))."
    }
    let basis = gate.basis
    var text =
      "A gate that knew only this set would still be gathering: ln E is \(GateText.signed(basis.logENotWorse, 2))"
    text += " of the \(GateText.number(basis.logThresholdNotWorse, 2)) it opens at"
    if basis.pairs < gate.rules.minimumPairs {
      text += ", and \(basis.pairs) pairs are fewer than \(gate.rules.minimumPairs)"
    }
    let threshold = basis.logThresholdNotWorse ?? .infinity
    let waiting = basis.guardrails.filter { $0.logEUnder < threshold }.map(\.name)
    if basis.logENotWorse >= threshold, !waiting.isEmpty {
      text += "; what is not shown yet are the guardrails \(waiting.joined(separator: ", "))"
    }
    return text + "."
  }
}
