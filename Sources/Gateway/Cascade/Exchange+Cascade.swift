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
    /// Why it was put aside.
    var reason: AnswerDoubt.Reason
  }

  /// Whether the answer of the offer that is being tried has to pass the cascade's signals.
  func mustBeHeldBack(_ number: Int) -> Bool {
    guard let routed, routed.decision.cascade != nil, snapshot.router.hasOpenWeights(number) else { return false }
    return routed.decision.order[machine.position...].contains { !snapshot.router.hasOpenWeights($0.number) }
  }

  /// Whether an offer is asked for its tokens' probabilities, which its caller did not ask for.
  func mustAskLogProbabilities(_ offer: Offer, _ target: UpstreamTarget) -> Bool {
    isHeldBack && routed?.decision.cascade?.needsLogProbabilities == true && target.dialect == .openAIChat
      && offer.capabilities.contains(.logprobs) && outline?.features.contains(.logprobs) == false
  }

  /// Keeps a held-back answer from its caller for good, and asks closed models instead.
  func putAside(_ reason: AnswerDoubt.Reason) {
    guard let number = offerNumber, isUnbilled else {
      return attemptFailed(.malformed("it cannot be looked at"), retryAfter: nil)
    }
    let offer = snapshot.catalog.offers[number]
    bill("escalated(\(reason.label))", isWhole: true)
    aside = Aside(reason: reason)
    let usage = bills.last?.usage ?? TokenUsage()
    attempts.add(offer: offer.id, outcome: "escalated(\(reason.label)):\(usage.prompt)+\(usage.completion)")
    // Nothing of it may be counted again, whatever comes of the next attempt.
    wholeFacts = nil
    relay = nil
    replyHead = nil
    release()
    // From here on closed weights alone may answer: an open answer would have to be looked at again.
    if let routed {
      var decision = routed.decision
      decision.order.removeAll { snapshot.router.hasOpenWeights($0.number) }
      self.routed = RoutedRequest(routed.request, decision)
    }
    machine = AttemptMachine(settings: snapshot.configuration.retries, offers: routed?.decision.order.count ?? 0)
    attempt()
  }

  /// The reply is whole, but the upstream may not have ended its response; the connection gets a moment to do so.
  func release() {
    guard let connection else { return }
    self.connection = nil
    connection.end(within: .seconds(5), on: worker.loop)
  }
}
