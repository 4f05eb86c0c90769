import Catalog
import Evidence
import Ledger
import Logging
import Policy
import Routing
import Scoring
import Synchronization

/// The gates of the policy in force, as the ledger's rows lead to them.
///
/// Requests read what was published last: a lock of nanoseconds. Everything that touches the ledger happens elsewhere.
final class GateDesk: Sendable {
  private struct Published {
    // By use case; a tenant's own gates stand in place of the general ones.
    var standings: [String: [GateStanding]] = [:]
    var tenants: [String: [String: [GateStanding]]] = [:]
    var breakers: [String: HardFailures] = [:]
    // In the order of the policy.
    var all: [GateStanding] = []
    var problems: [Problem] = []
  }

  /// A gate that nothing is believed of, and why.
  struct Problem: Hashable, Sendable {
    var name: String
    var message: String
  }

  private struct Books {
    var seal: GateSeal?
    // The last row that was looked at, of whatever gate.
    var seen: Int64 = 0
    var books: [String: GateBook] = [:]
    var standings: [String: GateStanding] = [:]
    var order: [String] = []
    var problems: [Problem] = []
  }

  private let store: EvidenceStore
  private let logger: Logger
  private let open: OpenGates
  private let published = Mutex(Published())
  private let books = Mutex(Books())

  init(_ store: EvidenceStore, open: OpenGates, logger: Logger) {
    self.store = store
    self.open = open
    self.logger = logger
  }

  /// The gates that a tenant's requests in a use case are under.
  func standings(useCase: UseCaseID, tenant: String?) -> [GateStanding] {
    published.withLock { published in
      tenant.flatMap { published.tenants[useCase]?[$0] } ?? published.standings[useCase] ?? []
    }
  }

  /// Gates whose records are not believed.
  var problems: [Problem] { published.withLock { $0.problems } }

  /// All gates, in the order of the policy.
  var all: [GateStanding] { published.withLock { $0.all } }

  /// Puts the gates of a policy in force: restores them from the ledger, closes those of other versions, and begins to
  /// gather where nothing speaks against it. `nil` is a policy under which nothing is gathered and nothing is open.
  ///
  /// Under a seal, what this process concluded from rows is kept in the ledger and believed when it starts again.
  func configure(_ snapshot: Snapshot?, under seal: GateSeal?, at now: Timestamp) {
    books.withLock { books in
      books = Books(seal: seal)
      // Before the gates are read: what is written meanwhile is looked at again.
      books.seen = (try? store.lastEvent()) ?? 0
      for gate in snapshot?.policy.gates ?? [] {
        guard let snapshot else { break }
        do {
          let recipe = try ScoringRecipe(gate, catalog: snapshot.catalog)
          let terms = try GateTerms(
            gate, recipe: recipe, policy: snapshot.policy, catalog: snapshot.catalog,
            labelsPPM: snapshot.configuration.shadow?.labelsPPM ?? 0)
          let book = try opened(terms, under: seal, at: now)
          books.order.append(gate.name)
          books.books[gate.name] = book
          books.standings[gate.name] = GateStanding(
            gate: gate, id: terms.id, takesLabels: terms.rules.labelProbability != nil, recipe: recipe,
            breaker: terms.rules.breaker, state: book.gate.state,
            evidence: book.evidence,
            incumbent: Set(snapshot.catalog.offerNumbers(named: gate.incumbent)),
            challenger: Set(snapshot.catalog.offerNumbers(named: gate.challenger)))
        } catch {
          note(gate.name, error, &books)
        }
      }
      publish(books)
    }
  }

  /// Takes in what other processes wrote.
  func refresh(at now: Timestamp) {
    books.withLock { books in
      var isChanged = false
      do {
        let news = try store.gates(withEventsAfter: books.seen)
        for name in books.order {
          guard var book = books.books[name] else { continue }
          let isBehind = news[book.terms.id] ?? 0 > book.last?.number ?? 0
          guard isBehind || book.isDue else { continue }
          do {
            if isBehind { try book.catchUp(from: store) }
            try start(&book, at: now)
            if set(book, name, &books) { isChanged = true }
          } catch let fault as GateFault {
            note(name, fault, &books)
            isChanged = true
          }
        }
        books.seen = max(books.seen, news.values.max() ?? 0)
      } catch {
        logger.error("what other gateways wrote of gates is read later: \(error)")
      }
      if isChanged { publish(books) }
    }
  }

  /// What became of a pair.
  enum Reception {
    /// It moved its gate.
    case taken
    /// The gate has a pair of the same unit.
    case known
    /// It is kept, and the gate takes no notice of it any more.
    case gone
  }

  /// Keeps a pair with what it means for its gate, if that is still the one for which the pair was made.
  func keep(_ exchange: ShadowExchange, _ events: [GateEvent], of standing: GateStanding) throws -> Reception {
    try books.withLock { books in
      guard var book = book(of: standing, books) else { return try store.keep(exchange) ? .gone : .known }
      do {
        guard let written = try book.keep(exchange, events, in: store, where: { $0.isOpen == standing.isOpen })
        else { return .known }
        try take(in: book, events, written, at: exchange.at, &books)
        return written.events > 0 ? .taken : .gone
      } catch let fault as GateFault {
        note(standing.gate.name, fault, &books)
        publish(books)
        return .gone
      }
    }
  }

  /// Writes down the replies that closed a gate, which is out of service already.
  func close(_ failures: [GateEvent], of standing: GateStanding, at now: Timestamp) {
    books.withLock { books in
      guard var book = book(of: standing, books) else { return }
      do {
        let written = try book.append(failures, at: now, to: store, where: \.isOpen)
        try take(in: book, failures, written, at: now, &books)
      } catch {
        note(standing.gate.name, error, &books)
        publish(books)
      }
    }
  }

  private func book(of standing: GateStanding, _ books: Books) -> GateBook? {
    books.books[standing.gate.name].flatMap { $0.terms.id == standing.id ? $0 : nil }
  }

  private func take(
    in book: GateBook, _ events: [GateEvent], _ written: GateBook.Written, at now: Timestamp, _ books: inout Books
  ) throws {
    var book = book
    let name = book.terms.name
    // What is written holds, whether or not another round can begin. A breaker took the gate out of service before it
    // was written down; what is written has the last word.
    defer { if set(book, name, &books) || events.contains(.hardFailure) { publish(books) } }
    guard let transition = written.transition else { return }
    announce(name, transition)
    try start(&book, at: now)
  }

  /// Takes in whether an answer of a challenger that serves failed; closes the gate at once when it fails too often.
  /// Returns the replies that led to that, oldest first, which `close` has to write.
  func replied(failed: Bool, under standing: GateStanding) -> [GateEvent] {
    let name = standing.gate.name
    return published.withLock { published in
      var breaker = published.breakers[name] ?? HardFailures()
      defer { published.breakers[name] = breaker }
      guard let others = open.current, others.contains(where: { $0.name == name }) else { return [] }
      let events = breaker.observe(failed: failed, rule: standing.breaker)
      if !events.isEmpty { open.replace(others.filter { $0.name != name }) }
      return events
    }
  }

  private func opened(_ terms: GateTerms, under seal: GateSeal?, at now: Timestamp) throws -> GateBook {
    let (book, changes) = try GateBook.opened(terms, in: store, under: seal, at: now)
    for change in changes { announce(change.name, change.transition) }
    return book
  }

  private func start(_ book: inout GateBook, at now: Timestamp) throws {
    if let transition = try book.startIfDue(in: store, at: now) { announce(book.terms.name, transition) }
  }

  // Returns whether requests have to know of it: of most pairs they need not, and there may be thousands of gates.
  private func set(_ book: GateBook, _ name: String, _ books: inout Books) -> Bool {
    var book = book
    // Without a mark the next start takes longer, and that is all.
    do { try book.mark(in: store, under: books.seal) } catch {
      logger.warning("a gate was not marked", metadata: ["gate": "\(name)", "reason": "\(error)"])
    }
    books.books[name] = book
    guard let standing = books.standings[name], (standing.state, standing.evidence) != (book.gate.state, book.evidence)
    else { return false }
    books.standings[name]?.state = book.gate.state
    books.standings[name]?.evidence = book.evidence
    return true
  }

  private func note(_ name: String, _ error: any Error, _ books: inout Books) {
    logger.error("a gate stays closed", metadata: ["gate": "\(name)", "reason": "\(error)"])
    books.problems.removeAll { $0.name == name }
    books.problems.append(Problem(name: name, message: "\(error)"))
    books.books[name] = nil
    books.standings[name] = nil
  }

  private func announce(_ name: String, _ transition: GateTransition) {
    logger.notice(
      "a gate changed its state",
      metadata: [
        "gate": "\(name)", "from": "\(transition.from)", "to": "\(transition.to)", "pairs": "\(transition.basis.pairs)",
      ])
  }

  private func publish(_ books: Books) {
    published.withLock { published in
      var open: [OpenGate] = []
      published.standings = [:]
      published.tenants = [:]
      published.all = books.order.compactMap { books.standings[$0] }
      published.problems = books.problems
      for standing in published.all {
        if standing.isOpen {
          open.append(OpenGate(name: standing.gate.name, evidence: Int(standing.evidence)))
        } else {
          published.breakers[standing.gate.name] = nil
        }
        if let tenant = standing.gate.tenant {
          published.tenants[standing.gate.useCase, default: [:]][tenant, default: []].append(standing)
        } else {
          published.standings[standing.gate.useCase, default: []].append(standing)
        }
      }
      self.open.replace(open)
    }
  }
}
