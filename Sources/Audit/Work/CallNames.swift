/// The names of a call, as the log gives them; empty where it gives none.
public struct CallNames: Hashable, Sendable {
  /// The model.
  public var model: String
  /// Who served it.
  public var provider: String
  /// The API key or its hash.
  public var key: String
  /// The team, project or tenant.
  public var team: String
  /// The tag, trace name, end point or product.
  public var label: String
  /// Where the provider ran it.
  public var region: String

  /// The names of a call.
  public init(
    model: String = "", provider: String = "", key: String = "", team: String = "", label: String = "",
    region: String = ""
  ) {
    self.model = model
    self.provider = provider
    self.key = key
    self.team = team
    self.label = label
    self.region = region
  }
}
