internal import Catalog
internal import Policy

/// The use case of a call by its names, and by its text where that says more.
struct WorkFinder: Sendable {
  /// What a call's names say.
  struct Found: Hashable, Sendable {
    var useCase: Int
    var source: WorkSource
    var dataClass: String?
  }

  private let mapping: AuditMapping
  private let policy: CompiledPolicy
  private let ruleUseCases: [Int]
  private let stakes: [Stakes]

  init(mapping: AuditMapping, policy: CompiledPolicy) {
    self.mapping = mapping
    self.policy = policy
    stakes = policy.policy.useCases.map(\.stakes)
    ruleUseCases = mapping.rules.map { policy.useCaseNumber(named: $0.useCase) ?? policy.fallback }
  }

  /// What names say: the first rule that fits, else a name that is a use case's own, else nothing.
  func byNames(_ names: CallNames) -> Found {
    if let rule = mapping.rule(for: names) {
      return Found(useCase: ruleUseCases[rule], source: .rule(rule), dataClass: mapping.rules[rule].dataClass)
    }
    let prefix = "steelyard/"
    let asked = names.model.lowercased()
    let own = asked.hasPrefix(prefix) ? String(asked.dropFirst(prefix.utf8.count)) : ""
    for name in [names.label, own] where !name.isEmpty {
      if let number = policy.useCaseNumber(named: name) { return Found(useCase: number, source: .name) }
    }
    return Found(useCase: policy.fallback, source: .unrecognised)
  }

  /// What counts when a text was assessed too: the text, but work that the names place at high stakes stays there,
  /// because stakes only rise.
  func combined(_ names: Found, _ text: ClassifiedWork) -> (useCase: Int, stakes: Stakes, isByText: Bool) {
    guard policy.policy.useCases.indices.contains(text.useCase) else {
      return (names.useCase, stakes(of: names.useCase), false)
    }
    let named = stakes(of: names.useCase)
    let shown = max(text.stakes, stakes(of: text.useCase))
    if names.source != .unrecognised, named.pins, named >= shown { return (names.useCase, named, false) }
    return (text.useCase, shown, true)
  }

  /// What is at stake in a use case before anybody lowered it.
  func stakes(of useCase: Int) -> Stakes { stakes[useCase] }
}
