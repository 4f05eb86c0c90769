internal import Foundation

extension Gate {
  /// Takes in an event; at most one change of state follows. The time is for show only.
  @discardableResult
  public mutating func apply(_ event: GateEvent, atMilliseconds: Int64? = nil) -> GateOutcome {
    do {
      guard let change = try change(for: event) else { return GateOutcome() }
      return GateOutcome(transition: move(to: change.state, change.cause, atMilliseconds))
    } catch {
      return GateOutcome(refusal: error)
    }
  }

  /// A state to go to and why.
  typealias Change = (state: GateState, cause: GateCause)

  private mutating func change(for event: GateEvent) throws(GateRefusal) -> Change? {
    switch event {
    case .start(let round, let noise): try start(round, noise)
    case .pair(let difference, let weight, let person): try pair(difference, weight, person)
    case .audit(let difference, let weight): try audit(difference, weight)
    case .hardFailure: try reply(failed: true)
    case .hardSuccess: try reply(failed: false)
    case .guardrail(let name, let failed): try check(name, failed)
    case .versionChanged(let part, let version): try versionChange(part, version)
    case .owner(let action, let signature): try order(action, signature)
    case .budgetSpent: try budgetSpent()
    case .restore: try restore()
    }
  }

  /// The basis is that of the state left, before anything is forgotten.
  private mutating func move(to next: GateState, _ cause: GateCause, _ atMilliseconds: Int64?) -> GateTransition {
    let transition = GateTransition(
      gate: key.id, number: transitions + 1, from: state, to: next, cause: cause, basis: basis,
      atMilliseconds: atMilliseconds)
    transitions += 1
    state = next
    switch (next, cause) {
    case (.open, _):
      breaker = Breaker()
      for index in guardrails.indices {
        guardrails[index].detector = try? RateDetector(
          limit: guardrails[index].rule.limit, threshold: rules.driftThreshold)
      }
      // What was promoted is watched on; what an owner opens was judged by the owner, so its watch begins here.
      if cause != .promoted { drift = try? DriftDetector(margin: test.margin, threshold: rules.driftThreshold) }
    case (.closed, .versionChanged), (.closed, .restored), (.closed, .owner): forget()
    default: break
    }
    return transition
  }

  private mutating func start(_ round: Int, _ noise: JudgeNoise?) throws(GateRefusal) -> Change {
    switch state {
    case .gathering: throw .alreadyGathering
    case .open: throw .alreadyOpen
    case .closed(reason: .owner): throw .ownerClosed
    case .closed(reason: .versionChanged): throw .versionGone
    case .closed: break
    }
    guard round == nextRound else { throw .wrongRound(expected: nextRound) }
    guard let alpha = rules.spending.alpha(rules.alpha, round: round) else { throw .noFurtherRound }
    do throws(EvidenceError) {
      let margin = try noise?.scaled(rules.margin) ?? rules.margin
      let test = try NonInferiorityTest(margin: margin, labelProbability: rules.labelProbability)
      let detector = try DriftDetector(margin: margin, threshold: rules.driftThreshold)
      forget()
      (self.test, drift, self.noise) = (test, detector, noise)
    } catch {
      throw .invalid(error)
    }
    rounds = round
    logPromote = -log(alpha)
    return (.gathering(round: round), .started)
  }

  private mutating func versionChange(_ part: GateKey.Part, _ version: String) throws(GateRefusal) -> Change {
    if state == .closed(reason: .versionChanged) { throw .versionGone }
    return (.closed(reason: .versionChanged), .versionChanged(part: part, to: version))
  }

  private mutating func order(_ action: OwnerAction, _ signature: OwnerSignature) throws(GateRefusal) -> Change {
    do throws(EvidenceError) { try signature.check() } catch { throw .invalid(error) }
    let cause = GateCause.owner(action: action, signature: signature)
    switch (action, state) {
    case (.close, .closed(reason: .owner)): throw .ownerClosed
    case (.close, _): return (.closed(reason: .owner), cause)
    case (.open, .open): throw .alreadyOpen
    case (.open, .closed(reason: .versionChanged)): throw .versionGone
    case (.open, _): return (.open(round: rounds), cause)
    case (.release, .closed(reason: .owner)): return (.closed(reason: .restored), cause)
    case (.release, _): throw .nothingToRestore
    }
  }

  private mutating func budgetSpent() throws(GateRefusal) -> Change {
    guard case .gathering = state else { throw .notGathering }
    return (.closed(reason: .inconclusive), .budgetSpent)
  }

  private mutating func restore() throws(GateRefusal) -> Change {
    guard state == .closed(reason: .versionChanged) else { throw .nothingToRestore }
    return (.closed(reason: .restored), .restored)
  }

  private mutating func forget() {
    tally = PairTally()
    nextLook = 0
    drift = nil
    breaker = Breaker()
    for index in guardrails.indices { guardrails[index].reset() }
  }
}
