import Catalog
import Dialects
import Ledger
import NIOCore
import Policy
import Routing

/// What a request that was chosen has gathered so far.
struct ShadowCopy {
  var tickets: [ShadowSample.Ticket]
  /// What the caller got of a stream.
  var stream: [UInt8] = []
}

// What requests of gated use cases have to do with evidence. Nothing of it is done before the caller is served, but for
// the choice, which must not depend on what comes out.
extension Exchange {
  /// Lets the choice be made while the upstream works. One comparison for requests that have no gate.
  func considerShadow() {
    guard attemptNumber == 1, routed?.decision.gate != nil, worker.core.shadow.isOn else { return }
    let bound = NIOLoopBound(self, eventLoop: worker.loop)
    worker.loop.execute { bound.value.chooseForShadow() }
  }

  private func chooseForShadow() {
    guard phase == .attempting, shadowCopy == nil, let decision = routed?.decision, let outline,
      let (sampling, settings) = worker.core.shadow.sampler()
    else { return }
    let shadow = worker.core.shadow
    let standings = shadow.desk.standings(useCase: decision.useCase, tenant: grant.key?.tenant)
      .filter { $0.sharePPM > 0 }
    guard !standings.isEmpty else { return }
    shadow.note(seen: standings.count, chosen: 0)
    guard outline.choices == 1 else { return shadow.drop(.severalChoices, standings.count) }
    guard body.readableBytes <= ShadowSample.copyLimit else { return shadow.drop(.tooLong, standings.count) }
    let stratum = ShadowSampling.Stratum(stream: outline.stream, bodyBytes: body.readableBytes)
    let unit = unit(outline, sampling)
    let tickets = standings.compactMap { standing in
      sampling.inclusion(
        unit: unit, gate: standing.id, sharePPM: settings.sharePPM(stratum, of: standing.sharePPM)
      ).map { ShadowSample.Ticket(standing: standing, inclusion: $0, stratum: stratum) }
    }
    guard !tickets.isEmpty else { return }
    shadow.note(seen: 0, chosen: tickets.count)
    shadowCopy = ShadowCopy(tickets: tickets)
  }

  // What was said before the model first spoke: the same in every turn of a conversation.
  func unit(_ outline: RequestOutline, _ sampling: ShadowSampling) -> String {
    let body = self.body
    let bytes = body.readableBytesView
    let firstAnswer = outline.texts.firstIndex { $0.role == .assistant } ?? outline.texts.endIndex
    var (system, user): ([UInt8], [UInt8]) = ([], [])
    for (index, text) in outline.texts.enumerated() {
      let range = bytes.startIndex + text.range.lowerBound..<bytes.startIndex + text.range.upperBound
      if text.role == .system {
        system += bytes[range]
      } else if index < firstAnswer {
        user += bytes[range]
      }
    }
    return sampling.unit(key: grant.key?.id ?? "", system: system, firstUserText: user)
  }

  /// Keeps what goes to the caller of a stream that was chosen.
  func copyForShadow(_ bytes: [UInt8]) {
    guard shadowCopy != nil else { return }
    if let copied = shadowCopy?.stream.count, copied + bytes.count > ShadowSample.copyLimit {
      worker.core.shadow.drop(.tooLong, shadowCopy?.tickets.count ?? 0)
      shadowCopy = nil
      return
    }
    shadowCopy?.stream += bytes
  }

  /// Hands a request whose caller has its answer on, if it was chosen.
  func handToShadow(_ reply: ByteBuffer? = nil) {
    guard let copy = shadowCopy else { return }
    shadowCopy = nil
    let bytes = reply?.readableBytes ?? copy.stream.count
    guard bytes <= ShadowSample.copyLimit else { return worker.core.shadow.drop(.tooLong, copy.tickets.count) }
    hand(copy.tickets, reply.map { .whole($0) } ?? .streamed(copy.stream))
  }

  private func hand(_ tickets: [ShadowSample.Ticket], _ reply: ShadowSample.Reply) {
    guard let routed, let served = offerNumber else { return }
    let decision = routed.decision
    for ticket in tickets {
      let standing = ticket.standing
      let isExpected = (standing.isOpen ? standing.challenger : standing.incumbent).contains(served)
      // Another offer served: of the incumbent nothing is learnt, but a challenger that was passed over has lost. One
      // whose turn it was not, because the request is held out, has not.
      let isLost =
        standing.isOpen && decision.gate?.name == standing.gate.name && aside == nil
        && decision.gate?.holdout?.isHeldOut != true
      guard isExpected || isLost else {
        worker.core.shadow.drop(.otherServed)
        continue
      }
      worker.core.shadow.take(
        ShadowSample(
          decision: id, at: startedAt, tickets: [ticket], snapshot: snapshot, request: routed.request,
          useCase: decision.useCase, dialect: dialect, body: body, served: served, reply: isExpected ? reply : nil,
          usage: relay?.usage ?? wholeFacts?.usage, duration: (NIODeadline.now() - started).nanoseconds / 1_000_000))
    }
  }

  /// Notes whether a challenger that serves failed: too many failures close its gate at once.
  func noteReply(_ status: RequestStatus) {
    guard let gate = routed?.decision.gate, gate.isOpen == true, gate.holdout?.isHeldOut != true,
      worker.core.shadow.isOn, let decision = routed?.decision
    else { return }
    let core = worker.core
    for standing in core.shadow.desk.standings(useCase: decision.useCase, tenant: grant.key?.tenant)
    where standing.isOpen && decision.gate?.name == standing.gate.name {
      guard let failed = hasFailed(standing, status) else { continue }
      let events = core.shadow.desk.replied(failed: failed, under: standing)
      if !events.isEmpty { core.shadow.write(events, of: standing) }
    }
  }

  // Whether the challenger failed this request; nil where that cannot be said.
  private func hasFailed(_ standing: GateStanding, _ status: RequestStatus) -> Bool? {
    // A cascade has looked at the answer already.
    if let aside { return aside.reason.isFailure }
    switch status {
    case .ok:
      let refuses = (relay?.finishReasons ?? wholeFacts?.finishReasons ?? []).contains {
        $0 == "content_filter" || $0 == "refusal"
      }
      return refuses || offerNumber.map { !standing.challenger.contains($0) } == true
    case .upstreamError, .cut: return !worker.isDraining
    default: return nil
    }
  }
}
