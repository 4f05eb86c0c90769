/// What is known of a model besides its scores.
public struct FrontierModel: Hashable, Sendable {
  public var name: String
  public var released: Day
  public var organisation: String
  public var country: String
  public var weights: Weights

  /// Whether its weights can be downloaded; `unknown` belongs to neither side.
  public enum Weights: String, Hashable, Codable, Sendable, CaseIterable {
    case open, closed, unknown
  }

  public init(name: String, released: Day, organisation: String, country: String, weights: Weights) {
    self.name = name
    self.released = released
    self.organisation = organisation
    self.country = country
    self.weights = weights
  }
}
