/// What a gate's rows up to one of them lead to, so that a process that starts need not read them all again.
public struct GateMark: Hashable, Sendable {
  /// The last row that is in it.
  public var row: EvidenceEvent
  /// The number of the row, among the gate's own, that led to the state.
  public var evidence: Int64
  /// The gate after that row, as JSON.
  public var state: String
  /// What only a holder of the secret can write under the rest.
  public var seal: String

  /// A mark by its parts.
  public init(row: EvidenceEvent, evidence: Int64, state: String, seal: String) {
    self.row = row
    self.evidence = evidence
    self.state = state
    self.seal = seal
  }
}
