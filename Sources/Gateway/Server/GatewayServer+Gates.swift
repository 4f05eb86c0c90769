package import Evidence
import Policy

// For trials in this process that hold gates against a truth that they know.
extension GatewayServer {
  /// What became of requests that gates may look at.
  package struct ShadowTotals: Sendable {
    /// Pairs that became an observation.
    package var observed: Int
    /// Calls of judges.
    package var judged: Int
    /// Units without an observation, by reason.
    package var dropped: [String: Int]
  }

  /// The state of each gate of the policy, by its name.
  package var gateStates: [String: GateState] {
    Dictionary(core.shadow.desk.all.map { ($0.gate.name, $0.state) }, uniquingKeysWith: { first, _ in first })
  }

  /// Counts since the start.
  package var shadowTotals: ShadowTotals {
    let counts = core.shadow.counts
    return ShadowTotals(
      observed: counts.observed, judged: counts.judged,
      dropped: Dictionary(
        counts.dropped.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Waits until every request that was chosen has been shown to the other side, scored and written down.
  package func shadowSettled() async { await core.shadow.idle() }
}
