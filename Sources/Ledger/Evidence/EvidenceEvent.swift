public import Catalog

/// Something that happened to a gate, as the ledger keeps it: an observation, a transition, an owner's word.
public struct EvidenceEvent: Hashable, Sendable {
  /// Its place among all events of the ledger.
  public var number: Int64
  /// The gate's id.
  public var gate: String
  /// Its place among the gate's own events, from 1 and without holes.
  public var sequence: Int64
  /// When it was noted; for people only, as clocks jump.
  public var at: Timestamp
  /// What kind of event it is.
  public var kind: String
  /// The event itself, as JSON.
  public var body: String
  /// SHA-256, in hexadecimal, over the event and the chain of the one before it.
  public var chain: String

  /// An event that is not in the ledger yet.
  public struct Draft: Hashable, Sendable {
    public var at: Timestamp
    public var kind: String
    public var body: String

    /// An event by its parts.
    public init(at: Timestamp, kind: String, body: String) {
      self.at = at
      self.kind = kind
      self.body = body
    }
  }
}

extension EvidenceEvent {
  /// Whether it is the event behind `previous`, or a gate's first when that is nil, and as it was written.
  public func follows(_ previous: EvidenceEvent?) -> Bool {
    sequence == (previous?.sequence ?? 0) + 1 && chain == EvidenceChain.link(self, previous: previous?.chain ?? "")
  }
}
