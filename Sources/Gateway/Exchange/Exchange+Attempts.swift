import Catalog
import Dialects
import HTTP1
import Ledger
import NIOCore
import Routing

extension Exchange {
  /// Sends the request to the offer that is next.
  func attempt() {
    guard phase == .attempting, let number = offerNumber else { return }
    let offer = snapshot.catalog.offers[number]
    let now = NIODeadline.now()
    guard let target = snapshot.targets[number],
      worker.core.breakers.admits(offer.id, at: now, isLast: machine.isLast)
    else { return passOver(offer.id) }
    isHeldBack = mustBeHeldBack(number)
    asksLogProbabilities = mustAskLogProbabilities(offer, target)
    let bytes: ByteBuffer
    do {
      bytes = try encode(for: offer, target: target)
    } catch {
      return cannotSay(error)
    }
    attemptNumber += 1
    attemptStarted = now
    replyHead = nil
    replyBody.clear()
    relay = nil
    firstByteAt = nil
    connectionWasUsed = false
    heldBytes.removeAll()
    out.removeAll(keepingCapacity: true)
    if let connection = worker.pool.idleConnection(target.poolKey) { return send(bytes, on: connection) }
    let attempt = attemptNumber
    let limit = TimeAmount.milliseconds(max(1, snapshot.configuration.timeouts.connect))
    worker.pool.connect(target, timeout: limit) { result in
      guard self.phase == .attempting, self.attemptNumber == attempt else {
        if case .success(let connection) = result { self.worker.pool.put(connection) }
        return
      }
      switch result {
      case .success(let connection): self.send(bytes, on: connection)
      case .failure(let failure): self.attemptFailed(failure, retryAfter: nil)
      }
    }
  }

  private func send(_ bytes: ByteBuffer, on connection: UpstreamConnection) {
    self.connection = connection
    connectionWasUsed = true
    connection.send(bytes, for: self)
    considerShadow()
  }

  // The request in the upstream's dialect; money that was held for an answer of a given length is enforced here.
  private func encode(for offer: Offer, target: UpstreamTarget) throws(DialectError) -> ByteBuffer {
    guard let outline, let decision else { return worker.emptyBuffer }
    worker.scratch.removeAll(keepingCapacity: true)
    let embeddings = grant.endpoint == .embeddings
    let body = self.body
    if target.dialect == dialect || embeddings {
      let imposed = !embeddings && grant.key?.hasCap == true ? decision.maxOutputTokens : nil
      outline.sameDialectBody(
        body.readableBytesUInt8Span, upstreamModel: offer.upstreamModel, imposedMaxTokens: imposed,
        imposedField: target.limitField, asksLogProbabilities: asksLogProbabilities, into: &worker.scratch)
    } else {
      worker.scratch = try Translation(caller: dialect, upstream: target.dialect).request(
        body.readableBytesUInt8Span, upstreamModel: offer.upstreamModel, defaultMaxTokens: decision.maxOutputTokens)
      // A translated request is an object of at least its model.
      if asksLogProbabilities { worker.scratch.insert(contentsOf: Array(#""logprobs":true,"#.utf8), at: 1) }
    }
    return target.encode(
      head: embeddings ? target.embeddingsHead : target.chatHead,
      extra: target.dialect == dialect ? head.forwarded : "", body: worker.scratch)
  }

  // What one upstream's dialect cannot express another offer may: only when none is left is the caller told.
  private func cannotSay(_ error: DialectError) {
    if let decision, machine.position + 1 < decision.order.count, error.code == .unsupported {
      return attemptFailed(.malformed(error.message), retryAfter: nil)
    }
    fail(WireError(error), status: .clientError)
  }

  // An offer that may not be asked now was not tried: that is neither noted nor counted.
  private func passOver(_ offer: OfferID) {
    guard case .attempt = machine.passOver() else {
      return fail(
        .upstream(.connect("its circuit breaker is open"), offer: offer, attempts: attempts), status: .upstreamError)
    }
    attempt()
  }

  // Tells callers apart for the breakers; those without a key are one.
  private var caller: UInt64 { grant.key.map { UInt64(truncatingIfNeeded: $0.id.hashValue) } ?? 0 }

  /// Decides what follows a failed attempt.
  func attemptFailed(_ failure: UpstreamFailure, retryAfter: Int64?) {
    guard let number = offerNumber else { return }
    let offer = snapshot.catalog.offers[number].id
    connection = nil
    attempts.add(offer: offer, outcome: failure.label)
    let before = machine.position
    var action = machine.failed(failure, retryAfter: retryAfter, jitter: .random(in: 0..<1))
    // What the upstream refuses may be what only we asked for.
    if action == .relay, asksLogProbabilities { action = machine.passOver() }
    worker.core.breakers.failed(
      offer, failure, caller: caller, sent: attemptStarted, at: .now(), settings: snapshot.configuration.breaker)
    guard phase == .attempting else {
      // What the upstream said of its own failure was relayed already; saying it twice would be one error too many.
      if relay?.upstreamError != nil { return completeStream() }
      return fail(.upstream(failure, offer: offer, attempts: attempts), status: .cut)
    }
    switch action {
    case .attempt(_, let delay):
      if before != machine.position || delay == 0 { return attempt() }
      let bound = NIOLoopBound(self, eventLoop: worker.loop)
      worker.loop.scheduleTask(in: .milliseconds(delay)) { bound.value.attempt() }
    case .giveUp, .relay:
      fail(
        .upstream(failure, offer: offer, attempts: attempts, reply: upstreamError, retryAfter: retryAfter),
        status: action == .relay ? .clientError : .upstreamError)
    }
  }

  // The upstream's own words, from its error reply.
  private var upstreamError: WireError? {
    guard let replyHead, replyHead.status >= 300, let number = offerNumber, let target = snapshot.targets[number] else {
      return nil
    }
    let bytes = replyBody
    return Translation(caller: dialect, upstream: target.dialect).error(
      bytes.readableBytesUInt8Span, status: replyHead.status)
  }
}
