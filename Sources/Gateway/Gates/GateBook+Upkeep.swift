public import Catalog
public import Evidence
public import Ledger

extension GateBook {
  /// What opening a gate's book changed, for whoever has to say so.
  public struct Change: Sendable {
    public var name: String
    public var transition: GateTransition
  }

  /// The book of the terms that are in force now. Gates of the same name under other terms are over and are closed; a
  /// gate whose versions are back is lifted from that.
  public static func opened(
    _ terms: GateTerms, in store: EvidenceStore, at now: Timestamp
  ) throws -> (book: GateBook, changes: [Change]) {
    try opened(terms, in: store, under: nil, at: now)
  }

  /// The same from marks under a seal, where there are any.
  static func opened(
    _ terms: GateTerms, in store: EvidenceStore, under seal: GateSeal?, at now: Timestamp
  ) throws -> (book: GateBook, changes: [Change]) {
    var changes: [Change] = []
    for row in try store.gates() where row.useCase == terms.key.useCase && row.id != terms.id {
      // Another gate of the same use case is none of this one's business; another version of this one is over.
      guard let other = try? GateTerms(row), other.name == terms.name,
        var book = try? GateBook(other, from: store, under: seal)
      else { continue }
      // Without a mark the next start takes longer, and that is all.
      try? book.mark(in: store, under: seal)
      guard book.gate.state != .closed(reason: .versionChanged), let part = other.key.part(differingFrom: terms.key)
      else { continue }
      let event = GateEvent.versionChanged(part: part, to: terms.key[version: part])
      if let transition = try book.append([event], at: now, to: store).transition {
        changes.append(Change(name: terms.name, transition: transition))
      }
    }
    var book = try known(terms, in: store, under: seal, at: now)
    try? book.mark(in: store, under: seal)
    if book.gate.state == .closed(reason: .versionChanged) { _ = try book.append([.restore], at: now, to: store) }
    if let transition = try book.startIfDue(in: store, at: now) {
      changes.append(Change(name: terms.name, transition: transition))
    }
    return (book, changes)
  }

  /// The book of terms as the ledger has it, made known there if they are new. Nothing else is changed.
  public static func known(_ terms: GateTerms, in store: EvidenceStore, at now: Timestamp) throws -> GateBook {
    try known(terms, in: store, under: nil, at: now)
  }

  private static func known(
    _ terms: GateTerms, in store: EvidenceStore, under seal: GateSeal?, at now: Timestamp
  ) throws -> GateBook {
    try store.addGate(
      id: terms.id, useCase: terms.key.useCase, tenant: terms.key.tenant, key: terms.json, at: now)
    return try GateBook(terms, from: store, under: seal)
  }

  /// Whether nothing speaks against a round: what was never tried, or served well until something broke, gathers on new
  /// data. What was found worse, or not decided, waits for an owner or for another version.
  var isDue: Bool {
    switch gate.state {
    case .closed(reason: .neverOpened), .closed(reason: .restored), .closed(reason: .drift),
      .closed(reason: .hardFailures):
      true
    case .closed, .gathering, .open: false
    }
  }

  /// Begins a round where one is due.
  public mutating func startIfDue(in store: EvidenceStore, at now: Timestamp) throws -> GateTransition? {
    isDue ? try start(in: store, at: now) : nil
  }

  /// Begins the next round, reckoning with what is known of the judge; nil when the gate's state does not let it.
  public mutating func start(in store: EvidenceStore, at now: Timestamp) throws -> GateTransition? {
    let noise = try JudgeRecord.noise(of: terms.id, in: store)
    return try append([.start(round: gate.nextRound, noise: noise)], at: now, to: store).transition
  }
}

extension GateKey {
  /// The part whose version is another one.
  fileprivate func part(differingFrom other: GateKey) -> Part? {
    Part.allCases.first { self[version: $0] != other[version: $0] || (name($0) != other.name($0)) }
  }

  fileprivate subscript(version part: Part) -> String {
    switch part {
    case .incumbent: incumbentVersion
    case .challenger: challengerVersion
    case .judge: judgeVersion
    case .policy: policyVersion
    }
  }

  private func name(_ part: Part) -> String? {
    switch part {
    case .incumbent: incumbent
    case .challenger: challenger
    case .judge, .policy: nil
    }
  }
}
