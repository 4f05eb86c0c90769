/// Which models a side of a comparison has. A condition that is not given holds for every model.
public struct FrontierSide: Hashable, Sendable {
  public var name: String
  public var weights: FrontierModel.Weights?
  /// Countries of the organisations; empty for any.
  public var countries: Set<String>
  /// Organisations; empty for any.
  public var organisations: Set<String>
  /// Names of models that do not count.
  public var excluded: Set<String>

  public init(
    name: String, weights: FrontierModel.Weights? = nil, countries: Set<String> = [],
    organisations: Set<String> = [], excluded: Set<String> = []
  ) {
    self.name = name
    self.weights = weights
    self.countries = countries
    self.organisations = organisations
    self.excluded = excluded
  }

  /// A side by the weights and one country.
  public init(name: String, weights: FrontierModel.Weights? = nil, country: String) {
    self.init(name: name, weights: weights, countries: [country])
  }

  /// Whether a model belongs to the side.
  public func has(_ model: FrontierModel) -> Bool {
    (weights.map { $0 == model.weights } ?? true) && !excluded.contains(model.name)
      && (countries.isEmpty || countries.contains(model.country))
      && (organisations.isEmpty || organisations.contains(model.organisation))
  }

  public static let all = FrontierSide(name: "all")
  public static let open = FrontierSide(name: "open", weights: .open)
  public static let closed = FrontierSide(name: "closed", weights: .closed)
  public static let china = FrontierSide(name: "China", country: "China")
  public static let us = FrontierSide(name: "US", country: "United States of America")
  public static let openChina = FrontierSide(name: "open, China", weights: .open, country: "China")
  public static let closedUS = FrontierSide(name: "closed, US", weights: .closed, country: "United States of America")
}
