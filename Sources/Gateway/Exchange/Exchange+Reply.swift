import Catalog
import Dialects
import HTTP1
import Ledger
import NIOCore

// What an upstream connection reports of the attempt under way.
extension Exchange: ReplyReceiver {
  func flush(_ channel: any Channel) { worker.flushSoon(channel) }

  func upstream(_ connection: UpstreamConnection, head: HTTPResponseParser.Head) {
    guard connection === self.connection else { return }
    replyHead = head
    guard head.status == 200, outline?.stream == true, let number = offerNumber,
      let target = snapshot.targets[number]
    else { return }
    guard head.contentType.lowercased().hasPrefix("text/event-stream") else {
      connection.cancel()
      return attemptFailed(
        .malformed("a stream was asked for and '\(head.contentType)' came"), retryAfter: nil)
    }
    // Where the vocabulary is at hand, what is left unreported is counted in it.
    let keepsText = snapshot.encoding(of: number) != nil
    relay =
      target.dialect == dialect
      ? Relay(
        StreamRelay(
          dialect: dialect, stripUsageChunk: dialect == .openAIChat && outline?.includeUsage != true,
          choices: outline?.choices ?? 1, keepsText: keepsText))
      : Relay(
        TranslatingStream(
          caller: dialect, upstream: target.dialect, includeUsage: outline?.includeUsage == true,
          created: Int(startedAt.milliseconds / 1000), keepsText: keepsText))
  }

  func upstream(_ connection: UpstreamConnection, body bytes: ByteBuffer) {
    guard connection === self.connection else { return }
    let now = NIODeadline.now()
    lastActivity = now
    if firstByteAt == nil {
      firstByteAt = now
      if let number = offerNumber, let status = replyHead?.status, status < 300 {
        worker.core.breakers.succeeded(snapshot.catalog.offers[number].id, sent: attemptStarted)
      }
    }
    guard relay != nil else { return collect(bytes, connection) }
    if asksLogProbabilities, relay?.isTranslated == true { heldBytes += bytes.readableBytesView }
    do {
      try relay?.receive(bytes.readableBytesUInt8Span, into: &out)
    } catch {
      connection.cancel()
      // What was relayed before the fault is good and goes first.
      flushStream()
      return attemptFailed(.malformed(redacted(error.message)), retryAfter: nil)
    }
    let limit = snapshot.configuration.limits.replyBytes
    if isHeldBack, max(out.count, heldBytes.count) > limit {
      connection.cancel()
      return attemptFailed(
        .malformed("the stream is longer than \(limit) bytes and cannot be held back"), retryAfter: nil)
    }
    // The record must be safe before the caller can see that the reply is whole.
    if phase != .done, relay?.isFinished == true { completeStream() }
  }

  func upstreamReadComplete() {
    guard phase == .attempting || phase == .streaming, relay != nil else { return }
    // A stream that begins with an error has served nobody yet: another offer may.
    if phase == .attempting, let error = relay?.upstreamError {
      connection?.cancel()
      return attemptFailed(.malformed(redacted(error.message)), retryAfter: nil)
    }
    flushStream()
  }

  func upstreamEnded(_ connection: UpstreamConnection) {
    guard connection === self.connection else { return }
    self.connection = nil
    guard phase != .done else { return }
    guard let replyHead else { return attemptFailed(.malformed("an empty response"), retryAfter: nil) }
    if relay != nil { return endOfStream() }
    guard (200..<300).contains(replyHead.status) else {
      return attemptFailed(.status(replyHead.status), retryAfter: replyHead.retryAfter?.milliseconds(from: .now()))
    }
    completeWhole()
  }

  func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure) {
    guard connection === self.connection else { return }
    self.connection = nil
    guard phase != .done else { return }
    if phase == .streaming || relay != nil { flushStream() }
    attemptFailed(failure, retryAfter: nil)
  }

  private func collect(_ bytes: ByteBuffer, _ connection: UpstreamConnection) {
    let isError = (replyHead?.status ?? 0) >= 300
    let limit = isError ? 256 << 10 : snapshot.configuration.limits.replyBytes
    guard replyBody.readableBytes + bytes.readableBytes <= limit else {
      connection.cancel()
      return attemptFailed(.malformed("the reply is longer than \(limit) bytes"), retryAfter: nil)
    }
    if replyBody.readableBytes == 0 { replyBody = bytes } else { replyBody.writeImmutableBuffer(bytes) }
  }

  // Sends on what has been relayed; the first time this commits the exchange to this offer.
  private func flushStream() {
    guard !isHeldBack, !out.isEmpty, phase == .attempting || phase == .streaming else { return }
    if relay?.upstreamError != nil, let clean = target?.redacted(out) { out = clean }
    // As long as nothing has been said, another offer may still say it.
    if phase == .attempting, relay?.sawContent == false, !machine.isLast, out.count < Self.silentBytes { return }
    copyForShadow(out)
    if phase == .attempting {
      phase = .streaming
      client?.beginStream(fields: decisionFields + expectedCostField, body: out)
    } else {
      client?.writeStream(out)
    }
    out.removeAll(keepingCapacity: true)
    noteProgress()
  }

  private var target: UpstreamTarget? { offerNumber.flatMap { snapshot.targets[$0] } }

  private func redacted(_ text: String) -> String { target?.redacted(text) ?? text }

  /// Bytes of a stream that has said nothing yet which are kept back while another offer is left to try.
  private static let silentBytes = 32 << 10

  private func endOfStream() {
    do {
      try relay?.end(into: &out)
    } catch {
      flushStream()
      return attemptFailed(.malformed(redacted(error.message)), retryAfter: nil)
    }
    completeStream()
  }

  func completeStream() {
    let begun = phase == .streaming
    let reported = relay?.upstreamError
    if !begun, let reported { return attemptFailed(.malformed(redacted(reported.message)), retryAfter: nil) }
    if isHeldBack { return examine(.streamed) }
    serveStream()
  }

  /// Ends a stream that is whole, or sends it whole where nothing of it was sent yet.
  func serveStream() {
    let begun = phase == .streaming
    let reported = relay?.upstreamError
    let isSafe = settle(
      reported == nil ? .ok : .upstreamError, httpStatus: 200, error: reported.map { redacted($0.message) })
    copyForShadow(out)
    let client = self.client
    self.client = nil
    if !isSafe {
      // The end that the upstream said would have the caller take for recorded what is not.
      if begun {
        client?.endStream(WireError.unrecorded.streamEvent(dialect), trailer: "")
      } else {
        client?.respond(.unrecorded, dialect: dialect, fields: decisionFields)
      }
    } else if begun {
      client?.endStream(out, trailer: costTrailer)
    } else {
      client?.beginStream(fields: decisionFields + expectedCostField, body: out)
      client?.endStream([], trailer: costTrailer)
    }
    out = []
    if let connection { linger(connection) }
    client?.exchangeEnded()
    if reported == nil { handToShadow() }
  }

  // The reply is whole but the upstream has not ended its response: it gets a moment, then the connection is given up.
  private func linger(_ connection: UpstreamConnection) {
    let bound = NIOLoopBound(self, eventLoop: worker.loop)
    worker.loop.scheduleTask(in: .seconds(5)) {
      bound.value.connection?.cancel()
      bound.value.connection = nil
    }
  }

  private func completeWhole() {
    guard let number = offerNumber, let target = snapshot.targets[number] else { return }
    var reply = replyBody
    var facts: ReplyFacts
    if target.dialect == dialect || grant.endpoint == .embeddings {
      facts = scanReply(
        replyBody.readableBytesUInt8Span, dialect: target.dialect, keepsText: snapshot.encoding(of: number) != nil)
    } else {
      do {
        let translated = try Translation(
          caller: dialect, upstream: target.dialect, created: Int(startedAt.milliseconds / 1000)
        ).reply(replyBody.readableBytesUInt8Span)
        reply = ByteBuffer(bytes: translated.0)
        facts = translated.1
      } catch {
        return attemptFailed(.malformed(redacted(error.message)), retryAfter: nil)
      }
    }
    guard facts.isValid else { return attemptFailed(.malformed("it is not a JSON object"), retryAfter: nil) }
    if let error = facts.error { return attemptFailed(.malformed(redacted(error.message)), retryAfter: nil) }
    wholeFacts = facts
    if isHeldBack { examine(.whole(reply)) } else { serveWhole(reply) }
  }

  /// Sends a whole reply.
  func serveWhole(_ reply: ByteBuffer) {
    let isSafe = settle(.ok, httpStatus: 200)
    let client = self.client
    self.client = nil
    guard isSafe else {
      client?.respond(.unrecorded, dialect: dialect, fields: decisionFields)
      client?.exchangeEnded()
      return
    }
    client?.respond(reply) { buffer in
      writeDecisionFields(to: &buffer)
      writeCostField(to: &buffer)
    }
    client?.exchangeEnded()
    handToShadow(reply)
  }
}
