/// Something that happens to a gate.
public enum GateEvent: Codable, Hashable, Sendable {
  /// Begins a round of new data; rounds count from 1. The judge's measured noise shrinks the margin for this round.
  case start(round: Int, noise: JudgeNoise?)
  /// A judged pair, one for each conversation or distinct request, with a person's difference where a label was drawn.
  case pair(difference: Difference, weight: SampleWeight, person: Difference?)
  /// A judged pair of the audit sample, taken while the challenger serves.
  case audit(difference: Difference, weight: SampleWeight)
  /// An error, a broken schema or a refusal of the challenger while it serves.
  case hardFailure
  /// A reply of the challenger without one.
  case hardSuccess
  /// A check of a guardrail.
  case guardrail(name: String, failed: Bool)
  /// A part of the key has another version now.
  case versionChanged(part: GateKey.Part, to: String)
  /// An owner's order.
  case owner(action: OwnerAction, signature: OwnerSignature)
  /// The money set aside for the round is spent.
  case budgetSpent
  /// The versions that the key names are back.
  case restore

  /// A judged pair at weight 1.
  public static func pair(_ difference: Difference) -> GateEvent {
    .pair(difference: difference, weight: .one, person: nil)
  }

  /// A judged pair of the audit sample at weight 1.
  public static func audit(_ difference: Difference) -> GateEvent { .audit(difference: difference, weight: .one) }

  /// Begins a round with a judge that is taken to be right.
  public static func start(round: Int) -> GateEvent { .start(round: round, noise: nil) }
}

/// Why a gate took no notice of an event.
public enum GateRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Pairs count only while a round gathers; late ones are dropped.
  case notGathering
  /// Audits and replies count only while the challenger serves.
  case notOpen
  case alreadyGathering
  case alreadyOpen
  /// Rounds begin in order.
  case wrongRound(expected: Int)
  /// The rules allow no further round.
  case noFurtherRound
  /// An owner closed it; only an owner lifts that.
  case ownerClosed
  /// The evidence is about another version; a new key has a gate of its own.
  case versionGone
  /// Nothing is there to restore or release.
  case nothingToRestore
  case unknownGuardrail(String)
  /// The rules draw no labels, so a label was not given by lot and would bias the result.
  case labelNotDrawn
  /// The numbers are refused, with the reason.
  case invalid(EvidenceError)

  public var description: String {
    switch self {
    case .notGathering: "no round is gathering, so the pair is not counted"
    case .notOpen: "the gate is not open, so what the challenger did is not counted"
    case .alreadyGathering: "a round is gathering already"
    case .alreadyOpen: "the gate is open already"
    case .wrongRound(let expected): "the next round is number \(expected)"
    case .noFurtherRound: "the rules allow one round; set spending to unlimited in a new policy version for more"
    case .ownerClosed: "an owner closed the gate; an owner has to release it"
    case .versionGone: "a version has changed; evidence for the new one has a gate of its own"
    case .nothingToRestore: "the gate was not closed by a version change or an owner"
    case .unknownGuardrail(let name): "the rules have no guardrail '\(name)'"
    case .labelNotDrawn: "the rules draw no labels, so a person's label is not counted with the pairs"
    case .invalid(let error): error.message
    }
  }
}
