public import Catalog
public import Evidence
public import Ledger
public import Policy
import Scoring

/// Feeds what came of a golden set to a gate, as pairs of live traffic are: each case once, in the set's order.
public struct GoldenRecording: Sendable {
  /// Why nothing can be recorded.
  public struct Refused: Error, CustomStringConvertible { public var description: String }

  /// Pairs that count now.
  public private(set) var recorded = 0
  /// Cases that the gate had already, or that came after it had decided.
  public private(set) var known = 0
  public private(set) var late = 0
  /// Pairs that were drawn to wait for a person's verdict.
  public private(set) var waiting = 0
  /// Cases without a score, of which only the guardrails were noted.
  public private(set) var unscored = 0
  /// How the gate's state changed, if it did.
  public private(set) var transition: GateTransition?
  /// The gate with what was recorded.
  public private(set) var book: GateBook

  private let store: EvidenceStore
  private let gate: Policy.Gate
  private let shadow: ShadowSettings?

  /// A recording into the gate as the configuration has it; begins a round where a gateway would.
  public init(_ gate: Policy.Gate, in snapshot: Snapshot, store: EvidenceStore, at now: Timestamp) throws {
    let terms = try GateTerms(of: gate, in: snapshot)
    book = try GateBook.opened(terms, in: store, at: now).book
    self.store = store
    self.gate = gate
    shadow = snapshot.configuration.shadow
    guard case .gathering = book.gate.state else {
      let advice =
        book.gate.isOpen
        ? "its challenger serves already, and only live traffic is audited"
        : "'steelyard gate start \(gate.name)' begins another round on new data"
      let state = book.gate.isOpen ? "open" : "\(book.gate.state)"
      throw Refused(description: "the gate '\(gate.name)' is \(state) and counts no pairs: \(advice)")
    }
  }

  /// Records what came of each case. A case counts once, whatever run it comes from.
  public mutating func record(_ results: [GoldenResult], at now: Timestamp) throws {
    var generator = SystemRandomNumberGenerator()
    for result in results {
      try store.add(
        result.calls.map { call in
          ShadowCall(
            at: now, gate: book.terms.id, kind: call.kind == .judge ? .judge : .challenger, offer: call.offer,
            usage: call.usage, cost: call.cost)
        })
      guard let outcome = result.outcome else { continue }
      guard case .gathering = book.gate.state else {
        late += 1
        continue
      }
      var exchange = exchange(result, outcome, DecisionID(at: now, using: &generator), at: now)
      let isDrawn =
        exchange.difference != nil
        && book.gate.rules.labelProbability.map { Double.random(in: 0..<1, using: &generator) < $0 } == true
      let isWaiting = isDrawn && result.label == nil && exchange.prompt != nil
      if isWaiting { exchange.basis += JudgeRecord.drawn }
      let person = isDrawn ? result.label.flatMap { Evidence.Difference(rawValue: Int8(clamping: $0.rawValue)) } : nil
      try count(exchange, result.guards, isWaiting: isWaiting, person: person)
    }
  }

  private mutating func count(
    _ exchange: ShadowExchange, _ guards: [GateEvent], isWaiting: Bool, person: Evidence.Difference?
  ) throws {
    var events = guards
    let difference = exchange.difference.flatMap { Evidence.Difference(rawValue: Int8(clamping: $0)) }
    if let difference, !isWaiting { events.append(.pair(difference: difference, weight: .one, person: person)) }
    // Of two runs at once, only one can count a case.
    guard
      let written = try book.keep(
        exchange, events, in: store, where: { if case .gathering = $0.state { true } else { false } })
    else {
      known += 1
      return
    }
    if isWaiting { waiting += 1 }
    if let transition = written.transition { self.transition = transition }
    if written.events == 0 {
      late += 1
    } else if difference == nil {
      unscored += 1
    } else if !isWaiting {
      recorded += 1
    }
  }

  private func exchange(
    _ result: GoldenResult, _ outcome: PairOutcome, _ decision: DecisionID, at now: Timestamp
  ) -> ShadowExchange {
    var exchange = ShadowExchange(
      decision: decision, gate: book.terms.id, unit: "case \(result.id)", at: now,
      incumbentOffer: result.incumbent.offer ?? "\(gate.incumbent), recorded",
      challengerOffer: result.challenger.offer ?? "\(gate.challenger), recorded", difference: nil, basis: "",
      inclusionPPM: 1_000_000)
    switch outcome.result {
    case .scored(let score):
      exchange.difference = score.difference.rawValue
      exchange.basis = score.basis.name
    case .unscored(let reason): exchange.basis = "unscored: \(reason.name)"
    }
    exchange.orders = outcome.judge?.orders.map { JudgedOrders($0) }
    exchange.challengerCost = result.cost.flatMap { cost in result.judgeCost.map { cost - $0 } }
    exchange.judgeCost = result.judgeCost
    if let label = result.label {
      exchange.label = label.rawValue
      exchange.labelledBy = "golden set"
    }
    if let shadow, let keep = shadow.keep {
      exchange.expires = Timestamp(milliseconds: now.milliseconds + keep)
      func kept(_ text: String) -> String { shadow.redacts ? Redaction.redacted(text) : text }
      exchange.prompt = kept(result.prompt)
      exchange.incumbentAnswer = result.incumbent.outcome.map { kept($0.written) }
      exchange.challengerAnswer = result.challenger.outcome.map { kept($0.written) }
    }
    return exchange
  }
}
