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

  /// Whether an offer is asked for its tokens' probabilities, which its caller did not ask for.
  func mustAskLogProbabilities(_ offer: Offer, _ target: UpstreamTarget) -> Bool {
    isHeldBack && decision?.cascade?.needsLogProbabilities == true && target.dialect == .openAIChat
      && offer.capabilities.contains(.logprobs) && outline?.features.contains(.logprobs) == false
  }

  /// Keeps a held-back answer from its caller for good, and asks closed models instead.
  func putAside(_ reason: AnswerDoubt.Reason) {
    guard let number = offerNumber, let used = usage(.ok) else {
      return attemptFailed(.malformed("it cannot be looked at"), retryAfter: nil)
    }
    let offer = snapshot.catalog.offers[number]
    aside = Aside(
      usage: used.usage, isEstimated: used.estimated, cost: offer.cost(of: used.usage, at: startedAt),
      reason: reason)
    attempts.add(
      offer: offer.id, outcome: "escalated(\(reason.label)):\(used.usage.prompt)+\(used.usage.completion)")
    worker.core.breakers.succeeded(offer.id, sent: attemptStarted)
    // Nothing of it may be counted again, whatever comes of the next attempt.
    wholeFacts = nil
    relay = nil
    replyHead = nil
    connectionWasUsed = false
    release()
    // From here on closed weights alone may answer: an open answer would have to be looked at again.
    decision?.order.removeAll { snapshot.router.hasOpenWeights($0.number) }
    machine = AttemptMachine(settings: snapshot.configuration.retries, offers: decision?.order.count ?? 0)
    attempt()
  }

  /// The reply is whole, but the upstream may not have ended its response; the connection gets a moment to do so.
  func release() {
    guard let connection else { return }
    self.connection = nil
    connection.end(within: .seconds(5), on: worker.loop)
  }
}
