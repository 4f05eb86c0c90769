/// A gate that evidence has opened, as it stood when a request came.
public struct OpenGate: Hashable, Codable, Sendable {
  /// The gate's name, `use case[@tenant]:challenger`.
  public var name: String
  /// The version of the evidence that opened it; what it counts is the evidence's own affair.
  public var evidence: Int
  /// The lot that was drawn for the request's conversation before anything was known of its answer, below `lots`; nil
  /// where nothing is drawn.
  public var lot: Int?

  /// How many lots there are. So many that hardly two conversations draw the same one, which tells them apart later.
  public static let lots = 1_000_000_000_000

  /// An open gate.
  public init(name: String, evidence: Int, lot: Int? = nil) {
    self.name = name
    self.evidence = evidence
    self.lot = lot
  }
}

extension Decision {
  /// The gate that a decision was subject to, as it stood then.
  public struct Gate: Hashable, Codable, Sendable {
    /// The gate's name.
    public var name: String
    /// The version of the evidence that held it open; nil while it is closed.
    public var evidence: Int?
    /// What a lot decided; nil where the incumbent or the challenger would have served whatever was drawn.
    public var holdout: Holdout?

    /// A gate as it stood; without evidence it was closed.
    public init(name: String, evidence: Int?, holdout: Holdout? = nil) {
      self.name = name
      self.evidence = evidence
      self.holdout = holdout
    }

    /// The chance with which the side that serves was chosen, in millionths.
    public var propensityPPM: Int { holdout?.propensityPPM ?? 1_000_000 }

    /// True when its challenger was allowed to serve.
    public var isOpen: Bool { evidence != nil }
  }
}

extension Decision.Gate {
  /// Which side of an open gate a lot chose, and how likely that was.
  public struct Holdout: Hashable, Codable, Sendable {
    /// True when the incumbent serves although the gate is open.
    public var isHeldOut: Bool
    /// The share of conversations that is held out, in millionths.
    public var sharePPM: Int
    /// The lot that decided.
    public var lot: Int

    /// What a lot decides: a conversation that is held out at one share is at every larger one.
    public init(lot: Int, sharePPM: Int) {
      isHeldOut = lot < sharePPM * (OpenGate.lots / 1_000_000)
      self.sharePPM = sharePPM
      self.lot = lot
    }

    /// The chance of what was chosen, in millionths.
    public var propensityPPM: Int { isHeldOut ? sharePPM : 1_000_000 - sharePPM }
  }
}
