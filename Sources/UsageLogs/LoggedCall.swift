public import Catalog

/// One call to a model, or one bucket of calls, as a log reports it; the same for every format.
///
/// Reused from row to row: readers overwrite every field, so that ten million rows allocate nothing.
public struct LoggedCall: Sendable {
  /// The row in its file, from 1; a line of JSON Lines, a record of CSV, an element of an array.
  public var row: Int
  /// When the call was answered, or when the bucket begins; UTC.
  public var at: Timestamp
  /// How many requests the row stands for; 1 unless it is a bucket.
  public var requests: Int
  /// Canonical tokens: uncached input, cache reads, cache writes, visible output, reasoning.
  public var usage: TokenUsage
  /// What the log says that it cost; nil where it says nothing.
  public var cost: NanoDollars?
  /// Batch, flex, priority or standard.
  public var tier: ServiceTier
  /// Whether the provider answered; failed calls have no answer to judge but may have cost money.
  public var succeeded: Bool
  /// The model's name, by its number in `LogNames`.
  public var model: NameNumber
  /// Who ran it.
  public var provider: NameNumber
  /// The key or user that asked.
  public var key: NameNumber
  /// The team, project or tenant that it belongs to.
  public var team: NameNumber
  /// A tag, trace name, end point or product that tells what the call was for.
  public var label: NameNumber
  /// Where the provider ran it, such as `us` or `eu`; the empty name where the log does not say.
  public var region: NameNumber
  /// 64 bits of the request's id; 0 where the row has none.
  public var idHash: UInt64
  /// The last user turn's text where the log has one, as UTF-8; empty otherwise.
  public var text: [UInt8]

  /// A call of which nothing is known yet but, where told, these.
  public init(
    row: Int = 0, at: Timestamp = Timestamp(milliseconds: 0), requests: Int = 1, usage: TokenUsage = TokenUsage(),
    cost: NanoDollars? = nil, tier: ServiceTier = .standard, succeeded: Bool = true, model: NameNumber = .none,
    provider: NameNumber = .none, key: NameNumber = .none, team: NameNumber = .none, label: NameNumber = .none,
    region: NameNumber = .none, idHash: UInt64 = 0, text: [UInt8] = []
  ) {
    self.row = row
    self.at = at
    self.requests = requests
    self.usage = usage
    self.cost = cost
    self.tier = tier
    self.succeeded = succeeded
    self.model = model
    self.provider = provider
    self.key = key
    self.team = team
    self.label = label
    self.region = region
    self.idHash = idHash
    self.text = text
  }
}

/// The number of a distinct name within one run.
public struct NameNumber: Hashable, Sendable {
  /// The number; 0 is the empty name.
  public var rawValue: Int32

  /// A name by its number.
  public init(rawValue: Int32) { self.rawValue = rawValue }
  /// The empty name: the log says nothing.
  public static let none = NameNumber(rawValue: 0)
}
