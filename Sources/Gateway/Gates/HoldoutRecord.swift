import Catalog
public import Evidence
public import Ledger

/// What callers said of both sides of a gate while a lot chose who served them, and what that cost.
///
/// It is about the versions of both models that the gate's terms name, whatever else of the terms has changed since.
public struct HoldoutRecord: Sendable {
  /// What a comparison came to, or why nothing can be concluded.
  public typealias Outcome = Result<LotComparison, EvidenceError>

  public let terms: GateTerms
  /// Conversations of each side, and how many were rated. Nothing is known of the others.
  public let rates: ResponseRates
  /// What the rated conversations say of quality, from 0 bad to 1 good, at the gate's own chance of an error.
  public let quality: Outcome
  /// The cost of a request in shares of `costBound`, of all conversations of known cost.
  public let cost: Outcome
  /// The most that a request could cost, nano-dollars.
  public let costBound: Double
  /// Whether the gate's own evidence has spoken against the challenger since it was last open.
  public let isFoundWorse: Bool

  /// Whether a lot ever chose.
  public var isEmpty: Bool { rates.incumbent.conversations + rates.challenger.conversations == 0 }

  /// Reads what a ledger has of a gate's hold-out.
  public init(of terms: GateTerms, in store: EvidenceStore) throws {
    let same = try store.gates().compactMap { row -> GateTerms? in
      guard let other = try? GateTerms(row), other.name == terms.name, other.key.names(the: terms.key) else {
        return nil
      }
      return other
    }
    let openings = try same.map { try GateOpenings(of: $0, in: store) }
    let rows = try store.lots(of: terms.name).filter { row in
      openings.contains { $0.contain(row.evidence, at: row.startedAt) }
    }
    let isFoundWorse = zip(same, openings).contains { $0.id == terms.id && $1.isFoundWorse }
    self.init(terms, rows, isFoundWorse: isFoundWorse)
  }

  init(_ terms: GateTerms, _ rows: [LotRow], isFoundWorse: Bool = false) {
    self.terms = terms
    self.isFoundWorse = isFoundWorse
    let units = HoldoutUnit.units(rows)
    func side(_ isChallenger: Bool) -> ResponseRates.Side {
      let units = units.filter { $0.isChallenger == isChallenger }
      return ResponseRates.Side(conversations: units.count, rated: units.count { $0.quality != nil })
    }
    rates = ResponseRates(incumbent: side(false), challenger: side(true))
    let alpha = terms.rules.alpha
    quality = Self.compared(units.compactMap { unit in unit.quality.map(unit.choice) }, alpha: alpha)
    // What a request can cost at most is known before it is sent; the ledger says where a cost went beyond that.
    let bound = rows.reduce(1) { max($0, Double(max($1.held?.amount ?? 0, $1.cost?.amount ?? 0))) }
    cost = Self.compared(units.compactMap { unit in unit.cost.map { unit.choice($0 / bound) } }, alpha: alpha)
    costBound = bound
  }

  private static func compared(_ choices: [LotChoice], alpha: Double) -> Outcome {
    Outcome { () throws(EvidenceError) in try LotComparison(choices, alpha: alpha) }
  }
}

extension GateKey {
  /// Whether both are about the same versions of the same models for the same work.
  fileprivate func names(the other: GateKey) -> Bool {
    useCase == other.useCase && tenant == other.tenant && incumbent == other.incumbent
      && challenger == other.challenger && incumbentVersion == other.incumbentVersion
      && challengerVersion == other.challengerVersion
  }
}
