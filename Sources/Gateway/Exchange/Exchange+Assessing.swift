import Assessment
import Dialects
import Ledger
import NIOCore
import Routing

// What the request's text seems to be, first by its words, then, where these leave it open, by an encoder.
extension Exchange {
  /// What words say of the request's texts.
  func read(_ outline: RequestOutline) -> TextReading {
    let assessor = snapshot.assessor
    let key = grant.key.map { "\($0.id)" } ?? ""
    var parts: [AssessedPart] = []
    parts.reserveCapacity(outline.texts.count)
    for text in texts(outline) {
      for part in text.role == .user ? worker.ownWords(text.bytes, key: key) : [text] {
        parts.append(AssessedPart(role: part.role, evidence: worker.evidence.evidence(part.bytes, assessor)))
      }
    }
    return assessor.read(parts, encoder: worker.core.encoder.name == assessor.model.description.encoder)
  }

  private func texts(_ outline: RequestOutline) -> [TextPart] {
    let body = self.body
    let bytes = body.readableBytesUInt8Span
    var texts: [TextPart] = []
    texts.reserveCapacity(outline.texts.count)
    for text in outline.texts {
      var unescaped: [UInt8] = []
      unescaped.reserveCapacity(text.range.count)
      unescape(bytes, range: text.range, into: &unescaped)
      texts.append(TextPart(role: TextPart.Role(text.role), bytes: unescaped))
    }
    return texts
  }

  /// Decides by the words, or first asks the encoder when its answer would change who serves.
  func decide(_ reading: TextReading, _ outline: RequestOutline) {
    let harmless = RoutingRequest(outline, body: body, exchange: self, verdict: reading.verdict)
    let decision = snapshot.router.decide(harmless)
    guard !reading.questions.isEmpty else { return proceed(harmless, decision) }
    let request = harmless.judged(reading.doubtful)
    let doubtful = snapshot.router.decide(request)
    self.request = request
    // Where the same offers serve either way, there is nothing to ask.
    guard doubtful.order.map(\.number) != decision.order.map(\.number) else { return proceed(request, doubtful) }
    phase = .assessing
    let bound = NIOLoopBound(self, eventLoop: worker.loop)
    let loop = worker.loop
    let isAsked = worker.core.encoder.embed(reading.questions.map(\.bytes)) { embeddings in
      loop.execute { bound.value.encoderAnswered(reading, embeddings) }
    }
    guard isAsked else { return proceed(request, doubtful) }
    loop.scheduleTask(in: .milliseconds(EncoderService.patience)) {
      guard bound.value.phase == .assessing else { return }
      bound.value.proceed(request, doubtful)
    }
  }

  private func encoderAnswered(_ reading: TextReading, _ embeddings: [[Float]]) {
    guard phase == .assessing, let request else { return }
    let judged = request.judged(snapshot.assessor.settle(reading, embeddings: embeddings))
    proceed(judged, snapshot.router.decide(judged))
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

extension Worker {
  /// A user's message as their own words, what they quote, and what repeats across the key's requests.
  func ownWords(_ text: [UInt8], key: String) -> [TextPart] {
    templates.parts(text, key: key).flatMap { part in
      part.role == .user ? QuotedText.parts(part.bytes) : [part]
    }
  }
}

extension TextPart.Role {
  init(_ role: TextRole) {
    switch role {
    case .system: self = .system
    case .user: self = .user
    case .assistant: self = .assistant
    case .tool: self = .tool
    case .document: self = .document
    }
  }
}
