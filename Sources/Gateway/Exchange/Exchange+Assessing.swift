import Assessment
import Dialects
import Ledger
import NIOCore
import Routing

// What the request's text seems to be, first by its words, then, where these leave it open, by an encoder.
extension Exchange {
  /// What words say of the request's texts.
  func read(_ outline: RequestOutline) -> TextReading {
    let body = self.body
    return RequestReader.read(
      outline, in: body.readableBytesUInt8Span, key: grant.key?.id ?? "", assessor: snapshot.assessor,
      encoder: worker.core.encoder.isReady(as: snapshot.assessor.model.description.encoder), evidence: &worker.evidence,
      templates: &worker.templates)
  }

  /// Decides by the words, or first asks the encoder when its answer would change who serves.
  func decide(_ reading: TextReading, _ outline: RequestOutline) {
    let harmless = RoutingRequest(outline, body: body, exchange: self, verdict: reading.verdict)
    let decision = snapshot.router.decide(harmless)
    guard !reading.questions.isEmpty else { return proceed(RoutedRequest(consume harmless, consume decision)) }
    let request = harmless.judged(reading.doubtful)
    let doubtful = RoutedRequest(request, snapshot.router.decide(request))
    // Where the same offers serve either way, there is nothing to ask.
    guard doubtful.decision.order.map(\.number) != decision.order.map(\.number) else { return proceed(doubtful) }
    routed = doubtful
    phase = .assessing
    let bound = NIOLoopBound(self, eventLoop: worker.loop)
    let loop = worker.loop
    let isAsked = worker.core.encoder.embed(reading.questions.map(\.bytes)) { embeddings in
      loop.execute { bound.value.encoderAnswered(reading, embeddings) }
    }
    guard isAsked else { return proceed(doubtful) }
    loop.scheduleTask(in: .milliseconds(EncoderService.patience)) {
      guard bound.value.phase == .assessing else { return }
      let exchange = bound.value
      if let doubtful = exchange.routed { exchange.proceed(doubtful) }
    }
  }

  private func encoderAnswered(_ reading: TextReading, _ embeddings: [[Float]]) {
    guard phase == .assessing, let routed else { return }
    let judged = routed.request.judged(snapshot.assessor.settle(reading, embeddings: embeddings))
    proceed(RoutedRequest(judged, snapshot.router.decide(judged)))
  }
}

extension RoutingRequest {
  /// The same request with another verdict on its text.
  fileprivate func judged(_ verdict: TextVerdict) -> RoutingRequest {
    var request = self
    request.verdict = verdict
    return request
  }
}
