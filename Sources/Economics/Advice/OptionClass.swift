public import Policy

/// How work is served: the classes of policy, and open weights on machines of one's own.
public enum OptionClass: String, CaseIterable, Hashable, Sendable {
  case closed, open, hybrid
  case selfHosted = "self-hosted"

  /// The class of policy that it falls under.
  public var modelClass: ModelClass {
    switch self {
    case .closed: .closed
    case .open, .selfHosted: .open
    case .hybrid: .hybrid
    }
  }
}

/// What the class that policy names says of the class that came out.
public enum PolicyAgreement: String, Hashable, Sendable {
  /// It is the same.
  case agrees
  /// Policy is wider and lets it serve.
  case permits
  /// Policy would refuse it.
  case forbids

  init(_ policy: ModelClass, _ option: OptionClass) {
    let asked = option.modelClass
    self = policy == asked ? .agrees : policy == .hybrid ? .permits : .forbids
  }
}
