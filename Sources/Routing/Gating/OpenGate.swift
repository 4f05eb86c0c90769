/// A gate that evidence has opened, as it stood when a request came.
public struct OpenGate: Hashable, Codable, Sendable {
  /// The gate's name, `use case[@tenant]:challenger`.
  public var name: String
  /// The version of the evidence that opened it; what it counts is the evidence's own affair.
  public var evidence: Int

  /// An open gate.
  public init(name: String, evidence: Int) {
    self.name = name
    self.evidence = evidence
  }
}

extension Decision {
  /// The gate that a decision was subject to, as it stood then.
  public struct Gate: Hashable, Codable, Sendable {
    /// The gate's name.
    public var name: String
    /// The version of the evidence that held it open; nil while it is closed.
    public var evidence: Int?

    /// A gate as it stood; without evidence it was closed.
    public init(name: String, evidence: Int?) {
      self.name = name
      self.evidence = evidence
    }

    /// True when its challenger was allowed to serve.
    public var isOpen: Bool { evidence != nil }
  }
}
