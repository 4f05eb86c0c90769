import Catalog
import Dialects
import Economics
import Ledger
import NIOCore
import Policy
import Routing

// An open model's answer is looked at before the caller gets any of it, and put aside when a signal speaks against it.
// What was put aside is paid for and never shown.
extension Exchange {
  /// What an answer that was put aside has used and cost.
  struct Aside {
    var usage: TokenUsage
    var isEstimated: Bool
    var cost: Cost
    /// Why it was put aside.
    var reason: AnswerDoubt.Reason
  }

  /// Whether the answer of the offer that is being tried has to pass the cascade's signals.
  func mustBeHeldBack(_ number: Int) -> Bool {
    guard decision?.cascade != nil, snapshot.router.hasOpenWeights(number), let decision else { return false }
    return decision.order[machine.position...].contains { !snapshot.router.hasOpenWeights($0.number) }
  }

  /// Looks at a whole reply that is ready for the caller; true when a closed model is asked instead.
  func putsAside(reply: ByteBuffer) -> Bool {
    guard isHeldBack, let reason = doubts?.doubt(reply: Array(reply.readableBytesView)) else { return false }
    return putAside(reason)
  }

  /// Looks at a stream that was held back whole; true when a closed model is asked instead.
  func putsAside(stream: [UInt8]) -> Bool {
    guard isHeldBack, let reason = doubts?.doubt(stream: stream) else { return false }
    return putAside(reason)
  }

  private var doubts: AnswerDoubt? {
    guard let cascade = decision?.cascade, let outline else { return nil }
    return AnswerDoubt(
      cascade: cascade, request: Array(body.readableBytesView), dialect: dialect,
      hasShape: outline.features.contains(.structuredOutput) || outline.toolCount > 0)
  }

  private func putAside(_ reason: AnswerDoubt.Reason) -> Bool {
    guard let number = offerNumber, let used = usage(.ok) else { return false }
    let offer = snapshot.catalog.offers[number]
    aside = Aside(
      usage: used.usage, isEstimated: used.estimated, cost: offer.cost(of: used.usage, at: startedAt),
      reason: reason)
    attempts.add(
      offer: offer.id, outcome: "escalated(\(reason.label)):\(used.usage.prompt)+\(used.usage.completion)")
    worker.core.breakers.succeeded(offer.id)
    wholeFacts = nil
    release()
    // From here on closed weights alone may answer: an open answer would have to be looked at again.
    decision?.order.removeAll { snapshot.router.hasOpenWeights($0.number) }
    machine = AttemptMachine(settings: snapshot.configuration.retries, offers: decision?.order.count ?? 0)
    attempt()
    return true
  }

  // The reply is whole, but the upstream may not have ended its response; the connection gets a moment to do so.
  private func release() {
    guard let connection else { return }
    self.connection = nil
    connection.end(within: .seconds(5), on: worker.loop)
  }
}
