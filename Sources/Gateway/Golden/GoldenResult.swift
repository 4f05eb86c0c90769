public import Catalog
public import Evidence
public import Scoring

/// What came of one case of a golden set.
public struct GoldenResult: Sendable {
  /// Why a case was put to nobody; it counts for neither side.
  public enum Skip: Hashable, Sendable {
    /// It cannot be asked as it stands.
    case invalid(String)
    /// Policy, or what is configured, leaves nobody to ask.
    case notPermitted(String)
    /// No price is known, so the limit on the cost cannot be kept.
    case unpriced
    /// The limit on the cost does not cover it any more.
    case overBudget
    /// It asks what an earlier case asks: the same question counts once.
    case duplicate(of: String)

    /// The kind, by which such cases are counted.
    public var name: String {
      switch self {
      case .invalid: "cannot be asked"
      case .notPermitted: "nobody to ask"
      case .unpriced: "no price known"
      case .overBudget: "over the cost limit"
      case .duplicate: "asked before"
      }
    }

    /// What there is to say beyond the kind.
    public var detail: String? {
      switch self {
      case .invalid(let reason), .notPermitted(let reason): reason
      case .duplicate(let id): "the same question as case '\(id)'"
      case .unpriced, .overBudget: nil
      }
    }
  }

  /// One side's answer.
  public struct Side: Sendable {
    /// The offer that answered; nil for a recorded answer.
    public var offer: OfferID?
    public var outcome: CallOutcome?
  }

  public var id: String
  public var line: Int
  public var skip: Skip?
  public var incumbent = Side()
  public var challenger = Side()
  /// The score, or why there is none; nil for a case that was put to nobody.
  public var outcome: PairOutcome?
  /// What its calls cost; nil when one of them has no known price.
  public var cost: NanoDollars? = .zero
  public var judgeCost: NanoDollars? = .zero
  public var judgeCalls = 0
  /// What a person said of recorded answers.
  public var label: Scoring.Difference?
  /// What is to be noted of the challenger's answer besides the comparison.
  public var guards: [GateEvent] = []
  var prompt = ""
  /// The calls that were made.
  public internal(set) var calls: [Call] = []

  /// A call that was paid for.
  public struct Call: Sendable {
    public var kind: Kind
    public var offer: OfferID
    public var usage: TokenUsage?
    public var cost: NanoDollars?

    /// Who was asked.
    public enum Kind: String, CaseIterable, Sendable { case incumbent, challenger, judge, signal }
  }

  init(_ golden: GoldenCase, skip: Skip? = nil) {
    id = golden.id
    line = golden.line
    self.skip = skip
    prompt = golden.task.prompt
    cost = .zero
  }
}
