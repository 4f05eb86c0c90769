/// What opening a ledger found of requests that were under way when its last process ended.
public struct RecoveryReport: Hashable, Sendable {
  /// Ended requests that were moved to SQLite.
  public var settled = 0
  /// Ended requests that SQLite had already.
  public var alreadyStored = 0
  /// Requests that had not ended: recorded as interrupted, at what they had cost so far or what was held.
  public var interrupted = 0
  /// What could not be read, and where.
  public var damaged: [String] = []

  mutating func add(_ other: RecoveryReport) {
    settled += other.settled
    alreadyStored += other.alreadyStored
    interrupted += other.interrupted
    damaged += other.damaged
  }

  /// True when nothing was left behind.
  public var isClean: Bool { self == RecoveryReport() }
}

extension RecoveryReport: CustomStringConvertible {
  public var description: String {
    var parts = ["\(settled) ended requests recorded"]
    parts.append("\(interrupted) interrupted ones charged at what was held or, where noted, less")
    if alreadyStored > 0 { parts.append("\(alreadyStored) were recorded already") }
    if !damaged.isEmpty { parts.append("damaged: \(damaged.joined(separator: "; "))") }
    return parts.joined(separator: ", ")
  }
}
