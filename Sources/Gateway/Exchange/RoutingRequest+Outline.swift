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
    let extras = Self.serverTools(outline)
    let tier = outline.billedTier
    self.init(
      headerUseCase: exchange.head.useCase, keyUseCase: exchange.grant.key?.useCase, requestedModel: outline.model,
      metadataUseCase: outline.useCase, verdict: verdict, tenant: exchange.grant.key?.tenant,
      dataClass: exchange.grant.key?.dataClass ?? exchange.head.dataClass,
      endpoint: outline.endpoint == .embeddings ? .embeddings : .chat, needs: Capabilities(outline.features),
      wireDialect: exchange.dialect == .openAIChat ? .openAI : .anthropic,
      promptTokens: Self.expectedTokens(outline),
      promptTokenBound: Economics.promptTokenBound(PromptShape(outline), perRequest: 0),
      maxOutputTokens: outline.maxOutputTokens, choices: outline.choices, at: exchange.startedAt,
      unavailable: exchange.worker.core.breakers.shut(exchange.started),
      openGates: exchange.snapshot.hasGates ? exchange.worker.core.openGates.current : nil,
      stream: exchange.snapshot.asksForStream ? outline.stream : nil,
      serviceTier: tier, serverTools: extras,
      isCapped: (tier != nil || extras != nil) && exchange.grant.key?.hasCap == true ? true : nil,
      hasInstructions: outline.hasInstructions)
  }

  /// The provider's own tools that a request offers, with the uses that a hold covers; nil when there are none.
  static func serverTools(_ outline: RequestOutline) -> [ServerToolUse]? {
    guard !outline.serverTools.isEmpty else { return nil }
    var uses: [ServerToolUse] = []
    for offered in outline.serverTools {
      let count = TokenBound.adding(
        0, min(offered.maxUses ?? TokenBound.usesWithoutLimit, 1_000), times: max(1, outline.choices))
      if let known = uses.firstIndex(where: { $0.tool.rawValue == offered.name }) {
        uses[known].count = TokenBound.adding(uses[known].count, count, times: 1)
      } else {
        uses.append(ServerToolUse(ServerTool(rawValue: offered.name), count: count))
      }
    }
    return uses
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
