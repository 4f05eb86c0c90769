public import Catalog

/// What is known of a request before it is sent: enough to replay the decision.
///
/// It is kept whole or the request is refused: a cut one could not be replayed.
public struct DecisionDraft: Hashable, Sendable {
  /// Bytes that all of a draft may have.
  public static let byteLimit = 60 * 1024

  /// The request's name.
  public var id: DecisionID
  /// When it arrived. Its cost counts in this day and month.
  public var startedAt: Timestamp
  /// Who asks.
  public var tenant: String?
  /// The class of data that it carries.
  public var dataClass: String?
  /// The caller's dialect.
  public var dialect = ""
  /// Where it was sent.
  public var endpoint = ""
  /// True when a stream was asked for.
  public var stream = false
  /// Compact JSON of what the router was given.
  public var request = ""
  /// SHA-256 of the policy in force, in hexadecimal.
  public var policyHash = ""
  /// SHA-256 of the catalogue in force, in hexadecimal.
  public var catalogHash = ""
  /// SHA-256 of the list of upstreams in force, in hexadecimal.
  public var upstreamsHash = ""
  /// The use case found.
  public var useCase = ""
  /// The stakes.
  public var stakes = ""
  /// The model class required.
  public var modelClass = ""
  /// What told the use case.
  public var source = ""
  /// The domain that pinned it to the closed class.
  public var pinnedBy: String?
  /// The offer chosen first; nil when none was.
  public var offer: String?
  /// The offers in the order in which they would be tried, comma between them.
  public var order = ""
  /// The gate that the request was subject to; nil when there was none.
  public var gate: String?
  /// The version of the evidence that held the gate open; nil while it was closed.
  public var evidence: Int64?
  /// The chance with which the side that was to serve was chosen, in millionths; nil without a gate, and in records from
  /// before there was a choice.
  public var propensity: Int64?
  /// The lot that chose, the same for a whole conversation, in 10⁻¹²; nil where nothing was left to chance.
  public var lot: Int64?
  /// The digest of the decision, which a replay must meet.
  public var digest: UInt64 = 0

  /// A draft to be filled in.
  public init(id: DecisionID, startedAt: Timestamp) {
    self.id = id
    self.startedAt = startedAt
  }
}
