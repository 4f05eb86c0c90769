/// Something that facts were read from.
public struct Source: Hashable, Sendable {
  /// The short name by which facts cite it.
  public var name: String
  /// Where it is published.
  public var url: String?
  /// The licence of the data.
  public var licence: String?
  /// What it is, in a few words.
  public var description: String?
  /// The day of the copy that was read, midnight UTC.
  public var asOf: Timestamp?

  /// A source by its facts.
  public init(
    name: String, url: String? = nil, licence: String? = nil, description: String? = nil, asOf: Timestamp? = nil
  ) {
    self.name = name
    self.url = url
    self.licence = licence
    self.description = description
    self.asOf = asOf
  }
}
