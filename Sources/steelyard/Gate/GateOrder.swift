import ArgumentParser
import Catalog
import Evidence
import Gateway
import Ledger

/// An owner's word on a gate of the policy, written behind what gateways have noted.
struct GateOrder {
  let options: GateOptions
  let name: String

  /// An order with who gives it and why.
  func signed(_ action: OwnerAction, owner: String, reason: String) async throws {
    let now = Timestamp.present
    let signature = OwnerSignature(name: owner, reason: reason, day: now.dayText)
    do { try signature.check() } catch { throw ValidationError("\(error.message); --owner and --reason take text") }
    try await perform(at: now) { _, _ in .owner(action: action, signature: signature) }
  }

  /// Begins the next round, reckoning with what is known of the judge.
  func start() async throws {
    try await perform(at: .present) { book, store in
      .start(round: book.gate.nextRound, noise: try JudgeRecord.noise(of: book.terms.id, in: store))
    }
  }

  private func perform(at now: Timestamp, _ event: (GateBook, EvidenceStore) throws -> GateEvent) async throws {
    let (register, snapshot) = try await options.register()
    let entry = try register.required(name)
    guard entry.gate != nil else {
      throw ValidationError(
        "the gate '\(name)' is of a version that is not in force; only gates of the policy take orders")
    }
    let store = try register.store ?? EvidenceStore.open(path: options.ledger.path())
    var book: GateBook
    do { book = try GateBook.known(entry.terms, in: store, at: now) } catch let fault as GateFault {
      throw ValidationError(fault.description)
    }
    let before = book.gate.state
    let event = try event(book, store)
    var probe = book.gate
    if let refusal = probe.apply(event).refusal {
      throw ValidationError("the gate '\(entry.terms.name)' is \(GateText.state(before)): \(refusal)")
    }
    let (written, _) = try book.append([event], at: now, to: store)
    guard written > 0, let last = book.last else {
      throw ValidationError(
        "a gateway changed the gate '\(entry.terms.name)' at the same moment, to \(GateText.state(book.gate.state)); "
          + "look with 'steelyard gate show' and try again")
    }
    report(book, before: before, last: last, isShadowOn: snapshot.configuration.shadow != nil)
  }

  private func report(_ book: GateBook, before: GateState, last: EvidenceEvent, isShadowOn: Bool) {
    Terminal.line(
      "\(book.terms.name): \(GateText.state(before)) → \(GateText.state(book.gate.state)), row \(last.sequence), "
        + "link \(last.chain.prefix(16))…")
    if isShadowOn {
      Terminal.line("a running gateway takes it up within two seconds")
    } else {
      Terminal.line(
        "'shadow:' is off in this configuration: a gateway gathers nothing and lets no challenger serve, since nobody "
          + "would watch it; 'shadow: on' in steelyard.yaml changes that")
    }
  }
}
