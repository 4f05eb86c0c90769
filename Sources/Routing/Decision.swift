public import Catalog
public import Policy

/// Where a request's use case came from.
public enum UseCaseSource: String, Codable, Sendable, CaseIterable {
  case header, key, model, metadata, text, fallback
}

/// Who serves a request, in which order, and why; or why nobody does.
public struct Decision: Sendable {
  /// How the decision ended.
  public enum Outcome: Hashable, Codable, Sendable {
    /// The first offer of `order` serves.
    case serve
    /// Policy, or what the request needs, lets no offer serve.
    case refused(rule: String, reason: String)
    /// The catalogue has no model of the name that was asked for.
    case unknownModel(near: [String])
    /// The policy has no use case of the name that was claimed.
    case unknownUseCase(near: [String])
    /// Offers are permitted, but none can be reached now.
    case unavailable(reason: String)
  }

  /// An offer in the order in which offers are tried.
  public struct RankedOffer: Hashable, Codable, Sendable {
    /// Its position in `catalog.offers`.
    public var number: Int
    /// What the request is expected to cost there.
    public var expected: Cost
    /// The most that it can cost there.
    public var worst: Cost
  }

  /// How the decision ended.
  public var outcome: Outcome
  /// The use case that the request was treated as; empty when its name was not known.
  public var useCase: UseCaseID
  /// What is at stake, after everything that raises it.
  public var stakes: Stakes
  /// The kind of weights that may serve.
  public var modelClass: ModelClass
  /// What named the use case.
  public var source: UseCaseSource
  /// True when the text raised the stakes and thereby the class to closed weights.
  public var pinned: Bool
  /// The domain of the text that did.
  public var pinnedBy: String?
  /// The offers to try: the first serves, the rest are fallbacks.
  public var order: [RankedOffer]
  /// The worst case of the dearest in `order`, and with a cascade that of an open answer that is put aside before it
  /// and of what its signals ask;
  /// nil when the cost of one of them is not known.
  public var hold: NanoDollars?
  /// The longest answer that `hold` pays for, in tokens, for each of the choices.
  public var maxOutputTokens: Int
  /// The gate that the request was subject to; nil when there was none.
  public internal(set) var gate: Gate?
  /// Those of the request's gates that were open: what a replay has to know of `RoutingRequest.openGates`.
  public internal(set) var openGates: [OpenGate]?
  /// True when the gate holds requests out and no lot was drawn for this one: with a lot in `RoutingRequest.openGates` the
  /// decision may be another.
  public internal(set) var wantsLot = false
  /// When the open answer that is tried first gives way to a closed one; nil when only failures do that.
  public internal(set) var cascade: Policy.Cascade?
  /// Who is shown an open answer, where the cascade's verifier is a model of its own that may see the request.
  public internal(set) var verifier: RankedOffer?
  /// A fingerprint of all of the above; a replay of the same request gives the same.
  public internal(set) var digest: UInt64 = 0

  let explanation: Explanation

  /// Every offer of the catalogue with the reason why it may or may not serve. Computed when asked for.
  public var candidates: [Candidate] { explanation.candidates(order: order) }
}

/// An offer as a decision saw it.
public struct Candidate: Hashable, Codable, Sendable {
  /// The offer's id.
  public var offer: OfferID
  /// Whether it may serve this request now.
  public var allowed: Bool
  /// What refuses it: a rule of the policy, `use case/requirement`, or a need of the request.
  public var rule: String?
  /// Why it may or may not serve.
  public var reason: String
  /// What the request is expected to cost there.
  public var expected: Cost?
  /// Its place in the order, from 1; nil when it is not among those that are tried.
  public var rank: Int?
}
