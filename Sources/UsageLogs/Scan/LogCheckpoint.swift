/// A place and all that was counted up to it: what to keep for going on later.
public struct LogCheckpoint: Hashable, Codable, Sendable {
  /// Where to go on.
  public var position: LogPosition
  /// What was counted so far.
  public var summary: LogSummary
}
