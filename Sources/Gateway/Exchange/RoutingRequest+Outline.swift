import Assessment
import Catalog
import Dialects
import Economics
import HTTP1
import Ledger
import NIOCore
import Routing

extension RoutingRequest {
  /// What the router must know of a request: the caller's claims, what the text seems to be, and its size.
  init(_ outline: RequestOutline, body: ByteBuffer, exchange: Exchange, verdict: TextVerdict) {
    let shape = PromptShape(outline, bodyBytes: body.readableBytes)
    self.init(
      headerUseCase: exchange.head.useCase, keyUseCase: exchange.grant.key?.useCase, requestedModel: outline.model,
      metadataUseCase: outline.useCase, verdict: verdict, tenant: exchange.grant.key?.tenant,
      dataClass: exchange.grant.key?.dataClass ?? exchange.head.dataClass,
      endpoint: outline.endpoint == .embeddings ? .embeddings : .chat, needs: Capabilities(outline.features),
      wireDialect: exchange.dialect == .openAIChat ? .openAI : .anthropic,
      promptTokens: Self.expectedTokens(outline), promptTokenBound: Economics.promptTokenBound(shape),
      maxOutputTokens: outline.maxOutputTokens, choices: outline.choices, at: exchange.startedAt,
      unavailable: exchange.worker.core.breakers.shut(exchange.started),
      openGates: exchange.snapshot.hasGates ? exchange.worker.core.openGates.current : nil,
      stream: exchange.snapshot.asksForStream ? outline.stream : nil)
  }

  // Four bytes a token is what English prose has; images are counted at what common providers charge for a full one.
  static func expectedTokens(_ outline: RequestOutline) -> Int {
    outline.texts.reduce(0) { $0 + $1.range.count } / 4 + outline.messageCount * 4 + outline.imageCount * 1_000
      + outline.toolCount * 100
  }
}

extension Capabilities {
  /// What a request with these features needs of an offer.
  init(_ features: Features) {
    self = []
    let pairs: [(Features, Capabilities)] = [
      (.tools, .tools), (.images, .images), (.structuredOutput, .structuredOutput), (.logprobs, .logprobs),
      (.audio, .audio), (.files, .files), (.multipleChoices, .multipleChoices), (.embeddings, .embeddings),
    ]
    for (feature, capability) in pairs where features.contains(feature) { insert(capability) }
  }
}
