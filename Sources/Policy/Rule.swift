/// A refusal that the policy's owner wrote: for these requests, offers like those do not serve.
public struct Rule: Hashable, Sendable {
  /// Its name, which every refusal quotes.
  public var name: String
  /// The requests that it speaks of.
  public var when: RuleScope
  /// The offers that it refuses: those that match any of these.
  public var refuse: [OfferPattern]
  /// Why, for the caller who is refused.
  public var reason: String
  /// The law, contract or decision that it rests on.
  public var source: String?

  /// Creates a rule.
  public init(name: String, when: RuleScope, refuse: [OfferPattern], reason: String, source: String? = nil) {
    self.name = name
    self.when = when
    self.refuse = refuse
    self.reason = reason
    self.source = source
  }
}

/// The requests that a rule speaks of; an empty list puts no condition.
public struct RuleScope: Hashable, Sendable {
  /// Use cases, after the text was looked at.
  public var useCases: [UseCaseID]
  /// Stakes, after the text was looked at.
  public var stakes: [Stakes]
  /// Tenants.
  public var tenants: [String]
  /// Tenants that have opted out of the rule, by name.
  public var exceptTenants: [String]
  /// Kinds of data.
  public var dataClasses: [String]

  /// Creates a scope.
  public init(
    useCases: [UseCaseID] = [], stakes: [Stakes] = [], tenants: [String] = [], exceptTenants: [String] = [],
    dataClasses: [String] = []
  ) {
    self.useCases = useCases
    self.stakes = stakes
    self.tenants = tenants
    self.exceptTenants = exceptTenants
    self.dataClasses = dataClasses
  }

  /// Whether the rule speaks of a request with these facts.
  public func covers(useCase: UseCaseID, stakes: Stakes, tenant: String?, dataClass: String?) -> Bool {
    guard self.stakes.isEmpty || self.stakes.contains(stakes) else { return false }
    guard useCases.isEmpty || useCases.contains(useCase) else { return false }
    guard dataClasses.isEmpty || dataClass.map(dataClasses.contains) == true else { return false }
    guard tenants.isEmpty || tenant.map(tenants.contains) == true else { return false }
    return exceptTenants.isEmpty || tenant.map(exceptTenants.contains) != true
  }
}
