import Catalog
import Ledger

/// Requests that a challenger was allowed to serve, against the times at which its gate was open.
enum OpenedDecisions {
  /// Milliseconds by which a request may be off: a gateway looks every two seconds, and clocks differ.
  static let slack: Int64 = 10_000

  /// What does not follow, in the order of the record.
  static func faults(_ decisions: [GatedDecision], checks: [GateVerification]) -> [GateFinding] {
    let byName = Dictionary(grouping: checks, by: \.name)
    return decisions.compactMap { decision in
      guard let evidence = decision.evidence else { return nil }
      func fault(_ message: String) -> GateFinding {
        GateFinding(gate: decision.gate, kind: "decision", place: "\(decision.decision)", message: message)
      }
      guard let gates = byName[decision.gate] else { return fault("names a gate that the ledger does not know") }
      let openings = gates.compactMap { $0.openings[evidence] }
      if openings.isEmpty { return fault("rests on row \(evidence), which did not open the gate") }
      let at = decision.startedAt.milliseconds
      let isWithin = openings.contains { opening in
        at >= opening.from.milliseconds - slack && at <= (opening.until?.milliseconds ?? .max - slack) + slack
      }
      if isWithin { return nil }
      let spans = openings.map {
        "from \(GateText.time($0.from)) until \($0.until.map { GateText.time($0) } ?? "now")"
      }
      return fault(
        "was made at \(GateText.time(decision.startedAt)); by row \(evidence) the gate was open "
          + spans.joined(separator: " or "))
    }
  }
}
