import Evidence
import Policy
import Scoring

/// How a gate of the policy stands now: what a request under it has to know.
struct GateStanding: Sendable {
  /// The gate as the policy has it.
  var gate: Policy.Gate
  /// The gate's id in the ledger.
  var id: String
  /// Whether pairs that are drawn by lot wait for a person.
  var takesLabels: Bool
  /// How its pairs are scored.
  var recipe: ScoringRecipe
  /// When hard failures close it.
  var breaker: BreakerRule
  var state: GateState
  /// The number of the ledger's row that led to this state.
  var evidence: Int64
  /// The offers of both sides, as positions in the catalogue.
  var incumbent: Set<Int>
  var challenger: Set<Int>

  var isOpen: Bool { if case .open = state { true } else { false } }
  var isGathering: Bool { if case .gathering = state { true } else { false } }

  /// The share of requests that are shown to the side that does not serve, parts per million.
  var sharePPM: Int { isOpen ? gate.auditPPM : isGathering ? gate.sharePPM : 0 }
}
