/// What a check says of one answer.
public enum CheckVerdict: Sendable, Hashable {
  case pass
  /// The answer is wrong, for this reason.
  case fail(String)
  /// The check cannot tell, for this reason; that is never held for or against an answer.
  case abstain(String)

  /// Why it failed or abstained.
  public var reason: String? {
    switch self {
    case .pass: nil
    case .fail(let reason), .abstain(let reason): reason
    }
  }

  /// Whether the answer is wrong.
  public var isFail: Bool { if case .fail = self { true } else { false } }

  /// Whether the check could tell.
  public var isDecided: Bool { if case .abstain = self { false } else { true } }
}
