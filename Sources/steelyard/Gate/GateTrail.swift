import Catalog
import Evidence
import Gateway
import Ledger

/// A gate's way through its rows: every change of state, and how the evidence grew.
struct GateTrail {
  /// A change of state, with the row that led to it.
  struct Step {
    var row: EvidenceEvent
    var transition: GateTransition
  }

  /// The evidence after some pairs.
  struct Point {
    /// Pairs of all rounds together.
    var pairs: Int
    var round: Int
    var logE: Double
    var logWorse: Double
    var mean: Double
    var interval: ConfidenceSequence
  }

  private(set) var gate: Gate
  private(set) var steps: [Step] = []
  private(set) var points: [Point] = []

  /// Walks through rows; with `points` above 0, also looks at the evidence at about so many places.
  init(_ terms: GateTerms, rows: [EvidenceEvent], points most: Int = 0) throws {
    let history = try GateBook.history(terms, rows: rows)
    gate = try Gate(key: terms.key, rules: terms.rules, permission: terms.permission)
    let paired = history.records.count { if case .pair = $0.event { true } else { false } }
    let stride = most > 0 ? max(1, (paired + most - 1) / most) : .max
    var pairs = 0
    for (record, row) in zip(history.records, rows) {
      if let transition = gate.apply(record.event, atMilliseconds: record.atMilliseconds).transition {
        steps.append(Step(row: row, transition: transition))
        if case .started = transition.cause, most > 0 { look(pairs) }
      }
      guard case .pair = record.event else { continue }
      pairs += 1
      if most > 0, pairs % stride == 0 || pairs == paired { look(pairs) }
    }
  }

  private mutating func look(_ pairs: Int) {
    let basis = gate.basis
    points.append(
      Point(
        pairs: pairs, round: basis.round, logE: basis.logENotWorse, logWorse: basis.logEWorse,
        mean: gate.tally.counts.mean,
        interval: ConfidenceSequence(gate.tally, alpha: 0.025, labelProbability: gate.rules.labelProbability)))
  }

  /// The step that led to the present state.
  var last: Step? { steps.last }

  /// Promotions that evidence brought about.
  var promotions: [Step] { steps.filter { $0.transition.cause == .promoted } }
}
