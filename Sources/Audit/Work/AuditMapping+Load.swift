public import Policy
public import StrictYAML

extension AuditMapping {
  /// Reads a mapping; every error is reported with its place, and use cases and data classes must be the policy's.
  ///
  /// ```yaml
  /// version: 1
  /// rules:
  ///   - {use_case: crm, label: [mail*, crm-*]}
  ///   - {use_case: legal-finance, team: legal, data_class: personal}
  /// ```
  public static func load(text: String, file: String, policy: Policy) throws(YAMLErrors) -> AuditMapping {
    var errors = YAMLErrorCollector()
    let root: YAMLNode
    do { root = try YAMLDocument.parse(text, file: file) } catch { throw YAMLErrors([error]) }
    var rules: [Rule] = []
    if let facts = errors.mapping(root, keys: ["version", "rules"]) {
      if let version = facts.value("version") {
        _ = errors.take { () throws(YAMLError) in try version.int(1...1) }
      } else {
        errors.note(root.error("'version' is missing; write version: 1"))
      }
      let list = facts.value("rules")
      for node in errors.take({ () throws(YAMLError) in try list?.list() ?? [] }) ?? [] {
        if let rule = rule(node, policy: policy, &errors) { rules.append(rule) }
      }
    }
    try errors.finish()
    return AuditMapping(rules: rules)
  }

  private static func rule(_ node: YAMLNode, policy: Policy, _ errors: inout YAMLErrorCollector) -> Rule? {
    guard let facts = errors.mapping(node, keys: ["use_case", "data_class"] + Field.allCases.map(\.rawValue)) else {
      return nil
    }
    let useCase = errors.take { () throws(YAMLError) in
      let value = try facts.required("use_case")
      let name = try value.string()
      guard let useCase = policy.useCase(named: name) else {
        let hint = Nearest.hint(name, among: policy.requestNames)
        throw value.error("the policy has no use case '\(name)'\(hint)", allowed: policy.useCases.map(\.id))
      }
      return useCase.id
    }
    let dataClass = errors.take { () throws(YAMLError) -> String? in
      try facts.value("data_class")?.choice(policy.dataClasses.map { ($0.id, $0.id) })
    }
    var conditions: [Condition] = []
    for field in Field.allCases {
      guard let value = facts.value(field.rawValue) else { continue }
      let texts = errors.take { () throws(YAMLError) in
        if case .scalar(let text, _) = value.content { return [text] }
        return try value.strings()
      }
      if let texts, !texts.isEmpty { conditions.append(Condition(field: field, patterns: texts.map(NamePattern.init))) }
    }
    if conditions.isEmpty {
      errors.note(node.error("a rule must look at a name", allowed: Field.allCases.map(\.rawValue)))
    }
    return useCase.map { Rule(useCase: $0, dataClass: dataClass ?? nil, conditions: conditions) }
  }
}
