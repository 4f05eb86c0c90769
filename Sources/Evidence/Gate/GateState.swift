/// Why a gate is closed.
public enum ClosedReason: String, CaseIterable, Codable, Hashable, Sendable {
  case neverOpened
  /// The challenger became worse than the margin while it served.
  case drift
  /// It failed too often while it served.
  case hardFailures
  /// A guardrail's limit was exceeded.
  case guardrail
  /// A model, judge or policy is no longer the one that the evidence is about.
  case versionChanged
  /// It is worse than the margin.
  case provedWorse
  /// The pairs or the budget allowed say neither.
  case inconclusive
  case owner
  /// The versions are back, or an owner lifted a closing; no evidence was kept.
  case restored
}

/// Whether a challenger serves, may come to serve, or neither.
public enum GateState: Codable, Hashable, Sendable {
  case closed(reason: ClosedReason)
  /// Collecting pairs that no user sees; rounds count from 1.
  case gathering(round: Int)
  /// Serving, and watched; the round is the one that opened it, 0 if an owner did so without one.
  case open(round: Int)
}

extension GateState: CustomStringConvertible {
  public var description: String {
    switch self {
    case .closed(let reason): "closed (\(reason.rawValue))"
    case .gathering(let round): "gathering, round \(round)"
    case .open(let round): "open since round \(round)"
    }
  }
}
