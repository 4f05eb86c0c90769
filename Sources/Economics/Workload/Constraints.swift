public import Catalog

/// What must hold of an offer beside policy.
public struct Constraints: Hashable, Sendable {
  /// Whose requests they are, for rules that speak of tenants.
  public var tenant: String?
  /// What kind of data they carry, for rules that speak of it.
  public var dataClass: String?
  /// Data centres' countries, or `EU`, `global`, `self`; empty for any.
  public var regions: [String]
  /// Contract terms that an offer must have.
  public var terms: ContractTerms
  /// The most that tokens may cost in a month, US dollars.
  public var monthlyBudget: Double?

  /// Constraints by their parts.
  public init(
    tenant: String? = nil, dataClass: String? = nil, regions: [String] = [], terms: ContractTerms = [],
    monthlyBudget: Double? = nil
  ) {
    self.tenant = tenant
    self.dataClass = dataClass
    self.regions = regions
    self.terms = terms
    self.monthlyBudget = monthlyBudget
  }

  /// Whether a data centre there is permitted; machines of one's own always are.
  public func permits(region: String) -> Bool {
    regions.isEmpty || region == CountryCodes.selfHosted || regions.contains(region)
      || (regions.contains("EU") && CountryCodes.europeanUnion.contains(region))
  }
}
