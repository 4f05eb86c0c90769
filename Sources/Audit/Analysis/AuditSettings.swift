/// What a report rests on beside the log and the scheme.
public struct AuditSettings: Sendable {
  /// What is assumed where the log cannot tell.
  public var assumptions: AuditAssumptions
  /// What evidence says.
  public var claims: [EvidenceClaim]
  /// What ratings of conversations say that a lot sent to one side or the other.
  public var holdouts: [HoldoutClaim]
  /// Whether calls that ran in a certain region may move only to offers there, even where policy does not ask for it.
  public var keepsRegion: Bool

  /// Settings of a report.
  public init(
    assumptions: AuditAssumptions, claims: [EvidenceClaim] = [], holdouts: [HoldoutClaim] = [], keepsRegion: Bool = true
  ) {
    self.assumptions = assumptions
    self.claims = claims
    self.holdouts = holdouts
    self.keepsRegion = keepsRegion
  }
}
