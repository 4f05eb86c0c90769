import Catalog
import Crypto
import Dialects
import HTTP1
import Ledger
import NIOCore
import Routing

extension Exchange {
  /// Sends the request to the offer that is next.
  func attempt() {
    guard phase == .attempting, let number = ranked?.number else { return }
    let offer = snapshot.catalog.offers[number]
    let now = NIODeadline.now()
    guard let target = snapshot.targets[number],
      worker.core.breakers.admits(offer.id, at: now, isLast: machine.isLast)
    else { return passOver() }
    let earlier = offerNumber
    offerNumber = number
    isHeldBack = mustBeHeldBack(number)
    asksLogProbabilities = mustAskLogProbabilities(offer, target)
    let bytes: ByteBuffer
    do {
      bytes = try encode(for: offer, target: target)
    } catch {
      worker.core.breakers.abandoned(offer.id, sent: now)
      offerNumber = earlier
      return cannotSay(error)
    }
    guard coversNextAttempt() else {
      worker.core.breakers.abandoned(offer.id, sent: now)
      offerNumber = earlier
      return fail(.noMoneyForFallback, status: .upstreamError)
    }
    attemptNumber += 1
    attemptStarted = now
    replyHead = nil
    replyBody.clear()
    relay = nil
    wholeFacts = nil
    firstByteAt = nil
    isUnbilled = false
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
    isUnbilled = true
    connection.send(bytes, for: self)
    considerShadow()
  }

  // An offer that may not be asked now was not tried: that is neither noted nor counted.
  private func passOver() {
    if case .attempt = machine.passOver() { return attempt() }
    guard let decision = routed?.decision else { return fail(.shuttingDown, status: .upstreamError) }
    let wait = worker.core.breakers.retryAfter(
      decision.order.lazy.map { self.snapshot.catalog.offers[$0.number].id }, at: .now())
    fail(.allOut(decision, retryAfter: wait.nanoseconds / 1_000_000), status: .upstreamError)
  }

  // The request in the upstream's dialect; money that was held for an answer of a given length is enforced here.
  private func encode(for offer: Offer, target: UpstreamTarget) throws(DialectError) -> ByteBuffer {
    guard let outline, let routed else { return worker.emptyBuffer }
    worker.scratch.removeAll(keepingCapacity: true)
    let embeddings = grant.endpoint == .embeddings
    let upstreamModel = upstreamModel(of: offer)
    let body = self.body
    if target.dialect == dialect || embeddings {
      let imposed = !embeddings && grant.key?.hasCap == true ? routed.decision.maxOutputTokens : nil
      outline.sameDialectBody(
        body.readableBytesUInt8Span, upstreamModel: upstreamModel, imposedMaxTokens: imposed,
        imposedField: target.limitField, asksLogProbabilities: asksLogProbabilities, into: &worker.scratch)
    } else {
      worker.scratch = try Translation(caller: dialect, upstream: target.dialect).request(
        body.readableBytesUInt8Span, upstreamModel: upstreamModel, defaultMaxTokens: routed.decision.maxOutputTokens)
      // A translated request is an object of at least its model.
      if asksLogProbabilities { worker.scratch.insert(contentsOf: Array(#""logprobs":true,"#.utf8), at: 1) }
    }
    return target.encode(
      head: embeddings ? target.embeddingsHead : target.chatHead,
      extra: target.dialect == dialect ? head.forwarded + idempotencyField : "", body: worker.scratch)
  }

  // A dated snapshot that the caller named is the one that is asked for.
  private func upstreamModel(of offer: Offer) -> String {
    guard let number = offerNumber, let routed else { return offer.upstreamModel }
    return snapshot.router.upstreamModel(number, requested: routed.request.requestedModel)
  }

  // All tenants are one account to the provider, where the same word of two of them would be one request.
  private var idempotencyField: String {
    guard let word = head.idempotencyKey else { return "" }
    var hasher = SHA256()
    hasher.update(data: Array((grant.key?.id ?? "").utf8))
    hasher.update(data: [0])
    hasher.update(data: Array(word.utf8))
    let hex = hasher.finalize().prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return "idempotency-key: steelyard-\(hex)\r\n"
  }

  // What one upstream's dialect cannot express another offer may: only when none is left is the caller told.
  private func cannotSay(_ error: DialectError) {
    if error.code == .unsupported, case .attempt = machine.passOver() { return attempt() }
    fail(WireError(error), status: .clientError)
  }

  // Tells callers apart for the breakers; those without a key are one.
  private var caller: UInt64 { grant.key.map { UInt64(truncatingIfNeeded: $0.id.hashValue) } ?? 0 }

  /// Decides what follows a failed attempt.
  func attemptFailed(_ reason: UpstreamFailure, retryAfter: Int64?) {
    guard let number = offerNumber else { return }
    let offer = snapshot.catalog.offers[number].id
    let words = upstreamError
    let failure = words?.isContextOverflow == true ? .contextLength : reason
    connection = nil
    attempts.add(offer: offer, outcome: failure.label)
    bill(failure.label, outcome: failure)
    worker.core.log.note(
      .upstream, "\(id): '\(offer)' failed: \(failure.sentence)\(words.map { ": \($0.message)" } ?? "")")
    worker.core.breakers.failed(
      offer, failure, caller: caller, sent: attemptStarted, at: .now(), settings: snapshot.configuration.breaker)
    guard phase == .attempting else {
      // What the upstream said of its own failure was relayed already; saying it twice would be one error too many.
      if relay?.upstreamError != nil { return completeStream() }
      return fail(.upstream(failure, offer: offer, attempts: attempts), status: .cut)
    }
    let before = machine.position
    var action: AttemptMachine.Action
    if failure == .contextLength {
      action = machine.passOver { self.hasLargerContext($0, than: number) }
      if action == .giveUp { action = .relay }
    } else {
      action = machine.failed(failure, retryAfter: retryAfter, jitter: .random(in: 0..<1))
    }
    // What the upstream refuses may be what only we asked for.
    if action == .relay, asksLogProbabilities { action = machine.passOver() }
    switch action {
    case .attempt(_, let delay):
      if before != machine.position || delay == 0 { return attempt() }
      let bound = NIOLoopBound(self, eventLoop: worker.loop)
      let attempt = attemptNumber
      worker.loop.scheduleTask(in: .milliseconds(delay)) {
        let exchange = bound.value
        if exchange.attemptNumber == attempt { exchange.attempt() }
      }
    case .giveUp, .relay:
      fail(
        .upstream(failure, offer: offer, attempts: attempts, reply: words, retryAfter: retryAfter),
        status: action == .relay ? .clientError : .upstreamError)
    }
  }

  private func hasLargerContext(_ position: Int, than number: Int) -> Bool {
    guard let order = routed?.decision.order, order.indices.contains(position) else { return false }
    let offers = snapshot.catalog.offers
    return offers[order[position].number].contextTokens > offers[number].contextTokens
  }

  // The upstream's own words, from its error reply; the key that it was shown is not among them.
  private var upstreamError: WireError? {
    guard let replyHead, replyHead.status >= 300, let number = offerNumber, let target = snapshot.targets[number] else {
      return nil
    }
    // What it says of our credentials and our account is not the caller's business, and may show them.
    guard ![401, 402, 403].contains(replyHead.status) else { return nil }
    let bytes = replyBody
    var error = Translation(caller: dialect, upstream: target.dialect).error(
      bytes.readableBytesUInt8Span, status: replyHead.status)
    error.message = target.redacted(error.message)
    error.type = error.type.map(target.redacted)
    error.code = error.code.map(target.redacted)
    error.param = error.param.map(target.redacted)
    return error
  }
}
