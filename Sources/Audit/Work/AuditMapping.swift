public import Policy

/// Which use case a call belongs to by the names in the log, for calls whose text says nothing or is not there.
public struct AuditMapping: Hashable, Sendable {
  /// A rule: calls whose names have all the given forms belong to a use case.
  public struct Rule: Hashable, Sendable {
    /// The use case's id.
    public var useCase: UseCaseID
    /// What kind of data such calls carry, for rules of the policy.
    public var dataClass: String?
    /// The names it looks at, each with the forms of which one is enough.
    public var conditions: [Condition]

    /// `label mail*, crm-*`: the conditions in a few words.
    public var summary: String {
      conditions.map { "\($0.field.rawValue) \($0.patterns.map(\.text).joined(separator: ", "))" }
        .joined(separator: "; ")
    }
  }

  /// A condition on one name.
  public struct Condition: Hashable, Sendable {
    /// The name it looks at.
    public var field: Field
    let patterns: [NamePattern]
  }

  /// A name that a rule can look at.
  public enum Field: String, CaseIterable, Sendable {
    case label, key, team, model, provider, region

    var path: KeyPath<CallNames, String> {
      switch self {
      case .label: \.label
      case .key: \.key
      case .team: \.team
      case .model: \.model
      case .provider: \.provider
      case .region: \.region
      }
    }
  }

  /// Rules in the order of the file; the first that fits decides.
  public var rules: [Rule]

  /// A mapping without rules: only names that are a use case's own are recognised.
  public static let empty = AuditMapping(rules: [])

  /// The position of the first rule that fits.
  func rule(for names: CallNames) -> Int? {
    guard !rules.isEmpty else { return nil }
    let texts = Field.allCases.map { Array(names[keyPath: $0.path].lowercased().utf8) }
    let fields = Dictionary(zip(Field.allCases, texts), uniquingKeysWith: { first, _ in first })
    return rules.firstIndex { rule in
      rule.conditions.allSatisfy { condition in
        let name = fields[condition.field] ?? []
        return condition.patterns.contains { $0.matches(name) }
      }
    }
  }
}
