public import Catalog

/// One request that two models answered, with what was made of the pair.
public struct ShadowExchange: Hashable, Sendable {
  /// The decision under which the caller was served.
  public var decision: DecisionID
  /// The gate that it feeds.
  public var gate: String
  /// The conversation or de-duplicated request: a gate counts each once.
  public var unit: String
  public var at: Timestamp
  /// When the texts are to be forgotten; nil where none are kept.
  public var expires: Timestamp?
  /// Texts, as far as they are kept.
  public var prompt: String?
  public var incumbentAnswer: String?
  public var challengerAnswer: String?
  public var incumbentOffer: String
  public var challengerOffer: String
  /// Challenger minus incumbent in half steps, −2…2; nil where nothing usable came of it.
  public var difference: Int?
  /// What decided it, or why nothing did.
  public var basis: String
  /// What the judge said in both orders, where it was asked.
  public var orders: JudgedOrders?
  /// The probability with which it was chosen, in millionths.
  public var inclusionPPM: Int
  /// What the challenger's call and the judge's calls cost; nil when unknown.
  public var challengerCost: NanoDollars?
  public var judgeCost: NanoDollars?
  /// A person's verdict in half steps, and whose.
  public var label: Int?
  public var labelledBy: String?

  /// An exchange without texts, costs and label.
  public init(
    decision: DecisionID, gate: String, unit: String, at: Timestamp, incumbentOffer: String, challengerOffer: String,
    difference: Int?, basis: String, inclusionPPM: Int
  ) {
    self.decision = decision
    self.gate = gate
    self.unit = unit
    self.at = at
    self.incumbentOffer = incumbentOffer
    self.challengerOffer = challengerOffer
    self.difference = difference
    self.basis = basis
    self.inclusionPPM = inclusionPPM
  }
}
