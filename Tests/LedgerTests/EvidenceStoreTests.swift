import Catalog
import GRDB
import Testing

@testable import Ledger

@Suite("Evidence in the ledger")
struct EvidenceStoreTests {
  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  private func draft(_ body: String) -> EvidenceEvent.Draft { .init(at: now, kind: "pair", body: body) }

  private func exchange(_ unit: String, number: UInt64 = 1) -> ShadowExchange {
    var exchange = ShadowExchange(
      decision: DecisionID(high: 1, low: number), gate: "g", unit: unit, at: now, incumbentOffer: "a@x",
      challengerOffer: "b@y", difference: -1, basis: "judge", inclusionPPM: 200_000)
    exchange.prompt = "question"
    exchange.incumbentAnswer = "one"
    exchange.challengerAnswer = "two"
    exchange.expires = Timestamp(milliseconds: now.milliseconds + 1000)
    exchange.challengerCost = NanoDollars(7)
    return exchange
  }

  @Test("events of a gate are numbered without holes and linked to one another")
  func chain() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    _ = try store.append(gate: "g", after: 0) { _ in [draft("1"), draft("2")] }
    _ = try store.append(gate: "other", after: 0) { _ in [draft("x")] }
    let events = try store.append(gate: "g", after: 0) { seen in
      #expect(seen.map(\.body) == ["1", "2"])
      return [draft("3")]
    }
    #expect(events.map(\.sequence) == [1, 2, 3])
    #expect(try store.events(of: "g") == events)
    #expect(Set(events.map(\.chain)).count == 3)
    #expect(try store.faults(of: "g").isEmpty)
  }

  @Test("two processes that feed one gate see each other's events before they decide")
  func replicas() throws {
    let place = try TemporaryLedger()
    let first = try EvidenceStore.open(path: place.path)
    let second = try EvidenceStore.open(path: place.path)
    let own = try first.append(gate: "g", after: 0) { _ in [draft("1")] }
    let last = try #require(own.last).number
    _ = try second.append(gate: "g", after: 0) { seen in
      #expect(seen.map(\.body) == ["1"])
      return [draft("2")]
    }
    _ = try first.append(gate: "g", after: last) { seen in
      #expect(seen.map(\.body) == ["2"])
      return []
    }
  }

  @Test("gates with news are told with the last of their numbers, and those without are not")
  func news() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    #expect(try store.lastEvent() == 0)
    _ = try store.append(gate: "g", after: 0) { _ in [draft("1"), draft("2")] }
    let last = try store.lastEvent()
    #expect(try store.gates(withEventsAfter: 0) == ["g": last])
    let other = try store.append(gate: "h", after: 0) { _ in [draft("1"), draft("2")] }
    #expect(try store.gates(withEventsAfter: last) == ["h": try #require(other.last).number])
    #expect(try store.gates(withEventsAfter: try store.lastEvent()).isEmpty)
    #expect(try store.events(of: "h", limit: 1).map(\.body) == ["1"])
  }

  @Test("what throws while it decides leaves nothing behind")
  func abandoned() throws {
    struct Refusal: Error {}
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    #expect(throws: Refusal.self) { try store.append(gate: "g", after: 0) { _ in throw Refusal() } }
    #expect(try store.events(of: "g").isEmpty)
  }

  @Test("a pair and what it means for its gate are kept both or neither, and once")
  func together() throws {
    struct Refusal: Error {}
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    #expect(throws: Refusal.self) { try store.keep(exchange("u"), after: 0) { _ in throw Refusal() } }
    #expect(try !store.isKnown(unit: "u", gate: "g"))
    let events = try store.keep(exchange("u"), after: 0) { _ in [draft("1"), draft("2")] }
    #expect(events?.map(\.body) == ["1", "2"])
    #expect(try store.isKnown(unit: "u", gate: "g"))
    #expect(try store.keep(exchange("u", number: 2), after: 0) { _ in [draft("3")] } == nil)
    #expect(try store.events(of: "g").map(\.body) == ["1", "2"])
    #expect(try store.keep(exchange("v", number: 3), after: 0) { _ in [] } == events)
    #expect(try store.faults(of: "g").isEmpty)
  }

  @Test(
    "a changed, a removed and an inserted row are each found",
    arguments: [
      "UPDATE gate_events SET body = 'forged' WHERE sequence = 2", "DELETE FROM gate_events WHERE sequence = 2",
      "INSERT INTO gate_events (gate, sequence, at, kind, body, chain) VALUES ('g', 4, 0, 'pair', 'x', 'y')",
    ])
  func forgery(sql: String) throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    _ = try store.append(gate: "g", after: 0) { _ in [draft("1"), draft("2"), draft("3")] }
    try store.database.write { try $0.execute(sql: sql) }
    #expect(try !store.faults(of: "g").isEmpty)
  }

  @Test("a conversation counts once under a gate, and its texts are forgotten in time")
  func exchanges() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    #expect(try store.keep(exchange("u")))
    #expect(try !store.keep(exchange("u", number: 2)))
    #expect(try store.isKnown(unit: "u", gate: "g"))
    #expect(try !store.isKnown(unit: "u", gate: "h"))
    #expect(try store.exchanges(of: "g") == [exchange("u")])
    #expect(try store.prune(now: now) == 0)
    #expect(try store.prune(now: Timestamp(milliseconds: now.milliseconds + 1000)) == 1)
    let kept = try #require(try store.exchanges(of: "g").first)
    #expect(kept.prompt == nil && kept.challengerAnswer == nil && kept.difference == -1)
  }

  @Test("a person's verdict takes a pair off the list of those to be labelled")
  func labels() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    try store.keep(exchange("u"))
    let decision = DecisionID(high: 1, low: 1)
    #expect(try store.exchanges(of: "g", toLabel: true).count == 1)
    var label = PairLabel(decision: decision, difference: 3, person: "ann", at: now)
    #expect(throws: LedgerError.self) { try store.label(label, gate: "g") }
    #expect(throws: LedgerError.self) { try store.label(label, gate: "g", after: 0) { _ in [draft("1")] } }
    label.difference = 2
    struct Refusal: Error {}
    #expect(throws: Refusal.self) { try store.label(label, gate: "g", after: 0) { _ in throw Refusal() } }
    #expect(try store.exchanges(of: "g", toLabel: true).count == 1)
    #expect(try store.label(label, gate: "g", after: 0) { _ in [draft("1")] }?.count == 1)
    #expect(try store.label(label, gate: "g", after: 0) { _ in [draft("2")] } == nil)
    #expect(try store.label(label, gate: "elsewhere", after: 0) { _ in [draft("1")] } == nil)
    #expect(try !store.label(label, gate: "elsewhere"))
    #expect(try store.events(of: "elsewhere").isEmpty)
    #expect(try store.exchanges(of: "g", toLabel: true).isEmpty)
    #expect(try store.exchanges(of: "g").first?.label == 2)
  }

  @Test("pairs that wait for a person come before those that do not, however old they are")
  func nextToLabel() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    for number in 1...4 {
      var exchange = exchange("u\(number)", number: UInt64(number))
      if number == 1 { exchange.basis += ", drawn" }
      if number == 4 { exchange.challengerAnswer = nil }
      try store.keep(exchange)
    }
    for expected in ["u1", "u3", "u2"] {
      let next = try #require(try store.nextToLabel(of: "g", first: ", drawn"))
      #expect(next.unit == expected)
      #expect(try store.exchange(of: next.decision, gate: "g") == next)
      try store.label(PairLabel(decision: next.decision, difference: 0, person: "ann", at: now), gate: "g")
    }
    #expect(try store.nextToLabel(of: "g", first: ", drawn") == nil)
    #expect(try store.exchange(of: DecisionID(high: 1, low: 1), gate: "h") == nil)
  }

  @Test("calls that no caller sees are summed by gate and kind, with the unknown ones told apart")
  func spend() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    let usage = TokenUsage(input: 10, output: 5)
    try store.add([
      ShadowCall(at: now, gate: "g", kind: .challenger, offer: "b@y", usage: usage, cost: NanoDollars(5)),
      ShadowCall(at: now, gate: "g", kind: .challenger, offer: "b@y", usage: nil, cost: nil),
    ])
    try store.add([ShadowCall(at: now, gate: "g", kind: .judge, offer: "j@z", usage: usage, cost: NanoDollars(9))])
    #expect(
      try store.spend() == [
        ShadowSpendRow(gate: "g", kind: .judge, calls: 1, cost: NanoDollars(9), unknown: 0),
        ShadowSpendRow(gate: "g", kind: .challenger, calls: 2, cost: NanoDollars(5), unknown: 1),
      ])
  }

  @Test("later feedback of the same key takes the place of the earlier")
  func feedback() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    let decision = DecisionID(high: 1, low: 1)
    try store.add(Feedback(decision: decision, keyID: nil, rating: 1, comment: nil, at: now))
    try store.add(Feedback(decision: decision, keyID: nil, rating: -1, comment: "wrong name", at: now))
    try store.add(Feedback(decision: decision, keyID: "k", rating: 0, comment: nil, at: now))
    #expect(try store.feedback(on: decision).map(\.rating) == [-1, 0])
  }

  @Test("comments are forgotten in time, with nothing compared any more, and ratings stay")
  func comments() throws {
    let ledger = try TemporaryLedger().open()
    let decision = DecisionID(high: 1, low: 1)
    let day: Int64 = 86_400_000
    for (key, age) in [("old", 31), ("new", 29)] as [(String, Int64)] {
      let at = Timestamp(milliseconds: now.milliseconds - age * day)
      try ledger.evidence.add(Feedback(decision: decision, keyID: key, rating: 1, comment: "my name is Ann", at: at))
    }
    #expect(try ledger.prune(now: now) == 1)
    #expect(try ledger.prune(now: now) == 0)
    #expect(try ledger.evidence.feedback(on: decision).map(\.comment) == [nil, "my name is Ann"])
    #expect(try ledger.evidence.feedback(on: decision).map(\.rating) == [1, 1])
    #expect(try ledger.prune(now: now, commentDays: 7) == 1)
  }

  @Test("gates are noted once and counted with their events")
  func gates() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    try store.addGate(id: "g", useCase: "crm", tenant: nil, key: "{}", at: now)
    try store.addGate(id: "g", useCase: "crm", tenant: "x", key: "{1}", at: now)
    _ = try store.append(gate: "g", after: 0) { _ in [draft("1")] }
    #expect(
      try store.gates() == [GateRow(id: "g", useCase: "crm", tenant: nil, key: "{}", createdAt: now)])
  }
}
