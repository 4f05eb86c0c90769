public import Catalog
public import Evidence
import Foundation
public import Ledger

/// A gate as the rows of the ledger lead to it. Several processes may write rows; each believes only what follows.
public struct GateBook: Sendable {
  public let terms: GateTerms
  /// The gate after all rows that were taken in.
  public private(set) var gate: Gate
  /// The last of them.
  public private(set) var last: EvidenceEvent?

  /// What a row says.
  private struct Body: Codable {
    var event: GateEvent
    var unit: String?
    var transition: GateTransition?
  }

  /// A gate without any rows.
  public init(_ terms: GateTerms) throws(EvidenceError) {
    self.terms = terms
    gate = try Gate(key: terms.key, rules: terms.rules, permission: terms.permission)
  }

  /// A gate with all of its rows.
  public init(_ terms: GateTerms, from store: EvidenceStore) throws {
    try self.init(terms)
    try catchUp(from: store)
  }

  /// A gate as rows up to `last` led to it.
  init(_ terms: GateTerms, gate: Gate, last: EvidenceEvent, evidence: Int64) {
    self.terms = terms
    self.gate = gate
    self.last = last
    self.evidence = evidence
    marked = last.sequence
  }

  /// The number of the row that led to the present state, 0 before the first.
  public private(set) var evidence: Int64 = 0
  /// The number of the row up to which the gate is kept whole elsewhere.
  var marked: Int64 = 0

  /// Takes in the rows that came since, some thousands at a time: a gate may have millions.
  mutating func catchUp(from store: EvidenceStore) throws {
    let most = 10_000
    var rows: [EvidenceEvent]
    repeat {
      rows = try store.events(of: terms.id, after: last?.number ?? 0, limit: most)
      try take(rows)
    } while rows.count == most
  }

  /// Takes in rows that others wrote, in order; refuses those that do not follow from the ones before.
  public mutating func take(_ rows: [EvidenceEvent]) throws(GateFault) {
    for row in rows {
      let place = "row \(row.sequence) of kind '\(row.kind)'"
      guard row.follows(last) else { throw GateFault(gate: terms.id, "\(place) does not follow the row before it") }
      guard let body = try? JSONDecoder().decode(Body.self, from: Data(row.body.utf8)), body.event.kind == row.kind
      else { throw GateFault(gate: terms.id, "\(place) cannot be read") }
      let outcome = gate.apply(body.event, atMilliseconds: row.at.milliseconds)
      if let refusal = outcome.refusal { throw GateFault(gate: terms.id, "\(place): \(refusal)") }
      guard Self.agree(body.transition, outcome.transition) else {
        throw GateFault(gate: terms.id, "\(place) records a change of state that its evidence does not lead to")
      }
      if outcome.transition != nil { evidence = row.sequence }
      last = row
    }
  }

  /// What came of writing: how many events the gate took, and the change of state that they led to.
  public typealias Written = (events: Int, transition: GateTransition?)

  /// Writes events behind what others wrote in the meantime, up to the first change of state.
  ///
  /// Nothing is written when the gate, as it stands then, is not as `isWanted` says, and nothing of which it takes no
  /// notice.
  @discardableResult
  public mutating func append(
    _ events: [GateEvent], unit: String? = nil, at: Timestamp, to store: EvidenceStore,
    where isWanted: (Gate) -> Bool = { _ in true }
  ) throws -> Written {
    try write(events, unit: unit, at: at, with: .nothing, to: store, where: isWanted) ?? (0, nil)
  }

  /// Keeps a pair and writes what it means for the gate, as `append` does, both or neither; nil when the gate has a pair
  /// of the same unit.
  public mutating func keep(
    _ exchange: ShadowExchange, _ events: [GateEvent], in store: EvidenceStore,
    where isWanted: (Gate) -> Bool = { _ in true }
  ) throws -> Written? {
    try write(events, unit: exchange.unit, at: exchange.at, with: .pair(exchange), to: store, where: isWanted)
  }

  /// Notes a pair's first verdict of a person and writes what it means for the gate, both or neither; nil when there is no
  /// such pair or it has one.
  @discardableResult
  mutating func label(
    _ label: PairLabel, _ events: [GateEvent], unit: String, in store: EvidenceStore
  ) throws -> Written? {
    try write(events, unit: unit, at: label.at, with: .label(label), to: store, where: { _ in true })
  }

  // What is written in the same transaction.
  private enum Companion {
    case nothing, pair(ShadowExchange), label(PairLabel)
  }

  private mutating func write(
    _ events: [GateEvent], unit: String?, at: Timestamp, with companion: Companion, to store: EvidenceStore,
    where isWanted: (Gate) -> Bool
  ) throws -> Written? {
    var book = self
    var written: Written = (0, nil)
    func decide(_ others: [EvidenceEvent]) throws -> [EvidenceEvent.Draft] {
      try book.take(others)
      var drafts: [EvidenceEvent.Draft] = []
      guard isWanted(book.gate) else { return [] }
      for event in events where written.transition == nil {
        let outcome = book.gate.apply(event, atMilliseconds: at.milliseconds)
        guard outcome.refusal == nil else { continue }
        written.transition = outcome.transition
        let body = Body(event: event, unit: unit, transition: outcome.transition)
        drafts.append(EvidenceEvent.Draft(at: at, kind: event.kind, body: try Self.json(body)))
      }
      written.events = drafts.count
      return drafts
    }
    let number = last?.number ?? 0
    let rows: [EvidenceEvent]? =
      switch companion {
      case .nothing: try store.append(gate: terms.id, after: number, decide)
      case .pair(let exchange): try store.keep(exchange, after: number, decide)
      case .label(let label): try store.label(label, gate: terms.id, after: number, decide)
      }
    guard let rows else { return nil }
    if let row = rows.last { book.last = row }
    if written.transition != nil, let row = rows.last { book.evidence = row.sequence }
    self = book
    return written
  }

  /// The gate's whole history, for an audit that recomputes every number.
  public static func history(_ terms: GateTerms, rows: [EvidenceEvent]) throws(GateFault) -> GateHistory {
    var history = GateHistory(key: terms.key, rules: terms.rules, permission: terms.permission)
    for row in rows {
      guard let body = try? JSONDecoder().decode(Body.self, from: Data(row.body.utf8)) else {
        throw GateFault(gate: terms.id, "row \(row.sequence) of kind '\(row.kind)' cannot be read")
      }
      history.records.append(
        GateRecord(
          sequence: Int(row.sequence), event: body.event, unit: body.unit, atMilliseconds: row.at.milliseconds,
          transition: body.transition))
    }
    return history
  }

  // Logarithms may differ in the last places between mathematics libraries; what happened may not.
  private static func agree(_ recorded: GateTransition?, _ computed: GateTransition?) -> Bool {
    switch (recorded, computed) {
    case (nil, nil): true
    case (let recorded?, let computed?):
      recorded.gate == computed.gate && recorded.number == computed.number && recorded.from == computed.from
        && recorded.to == computed.to && recorded.cause == computed.cause
        && recorded.basis.cells == computed.basis.cells
    default: false
    }
  }

  private static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  private static func json(_ body: Body) throws -> String {
    String(decoding: try encoder.encode(body), as: UTF8.self)
  }
}

extension GateEvent {
  /// The name of its kind, for the ledger's rows.
  var kind: String {
    switch self {
    case .start: "start"
    case .pair: "pair"
    case .audit: "audit"
    case .hardFailure: "hard_failure"
    case .hardSuccess: "hard_success"
    case .guardrail: "guardrail"
    case .versionChanged: "version_changed"
    case .owner: "owner"
    case .budgetSpent: "budget_spent"
    case .restore: "restore"
    }
  }
}
