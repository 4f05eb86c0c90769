/// Who of the owners decided something, why, and on which day.
public struct OwnerSignature: Codable, Hashable, Sendable {
  public var name: String
  public var reason: String
  /// The day as `2026-11-24`.
  public var day: String

  public init(name: String, reason: String, day: String) {
    self.name = name
    self.reason = reason
    self.day = day
  }

  /// Refuses a signature without a name, a reason or a day.
  public func check() throws(EvidenceError) {
    let missing = [("name", name), ("reason", reason)].filter { $0.1.allSatisfy(\.isWhitespace) }.map(\.0)
    guard missing.isEmpty else {
      throw EvidenceError(.unsigned, "an owner's signature lacks a \(missing.joined(separator: " and a "))")
    }
    let parts = day.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard day.utf8.count == 10, parts.count == 3, parts[0] >= 1900, (1...12).contains(parts[1]),
      (1...31).contains(parts[2])
    else {
      throw EvidenceError(.unsigned, "an owner's signature has the day '\(day)'; write it as 2026-11-24")
    }
  }
}

/// What an owner orders of a gate, whatever the evidence.
public enum OwnerAction: String, CaseIterable, Codable, Hashable, Sendable {
  /// Let the challenger serve.
  case open
  /// Let it not serve, and gather nothing, until an owner releases the gate.
  case close
  /// Lift a closing; gathering may start again.
  case release
}
