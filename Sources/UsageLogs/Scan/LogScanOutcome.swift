/// What a run came to.
public struct LogScanOutcome<Total: Sendable>: Sendable {
  /// The merged results.
  public var total: Total
  /// Where reading ended, and what was counted and found wrong.
  public var checkpoint: LogCheckpoint
  /// Whether all files were read; false where the run was stopped.
  public var isComplete: Bool
  /// What was counted and found wrong.
  public var summary: LogSummary { checkpoint.summary }
}
