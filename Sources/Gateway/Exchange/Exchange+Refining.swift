import Catalog
import Dialects
import Economics
import NIOCore
import Routing

extension Exchange {
  /// The decision again with the prompt counted in the offers' own vocabularies, which is far below the bound.
  ///
  /// Counting costs a hundred times what the bound costs, so it is done only for a hold that would otherwise not fit.
  /// Nil when an offer's vocabulary is not at hand: another one's count could be too low.
  func refined() -> (RoutingRequest, Decision)? {
    guard let decision, let outline, var request, !snapshot.vocabularies.isEmpty else { return nil }
    var encodings: [BytePairEncoding] = []
    for ranked in decision.order {
      guard let model = snapshot.catalog.model(snapshot.catalog.offers[ranked.number].model),
        let encoding = snapshot.vocabularies.encoding(of: model)
      else { return nil }
      encodings.append(encoding)
    }
    let body = self.body
    let bytes = body.readableBytesUInt8Span
    var tokens = [Int](repeating: 0, count: encodings.count)
    var textBytes = 0
    for text in outline.texts {
      var unescaped: [UInt8] = []
      unescape(bytes, range: text.range, into: &unescaped)
      textBytes += text.range.count
      for (index, encoding) in encodings.enumerated() { tokens[index] += encoding.count(unescaped) }
    }
    // What is not text of a message (tools, names, the JSON itself) stays bounded by its bytes.
    var shape = PromptShape(outline, bodyBytes: body.readableBytes)
    shape.textBytes = max(0, shape.textBytes - textBytes) + (tokens.max() ?? 0)
    request.promptTokenBound = promptTokenBound(shape)
    let again = snapshot.router.decide(request)
    guard again.outcome == .serve, again.order.map(\.number) == decision.order.map(\.number) else { return nil }
    return (request, again)
  }
}

extension PromptShape {
  /// The size of a request's prompt, as far as it can be seen without reading its media.
  init(_ outline: RequestOutline, bodyBytes: Int) {
    self.init(
      textBytes: bodyBytes - outline.mediaDataBytes, images: outline.imageCount, otherMedia: outline.otherMediaCount,
      otherMediaBytes: outline.otherMediaCount > 0 ? outline.mediaDataBytes : 0, tools: outline.toolCount,
      messages: outline.messageCount)
  }
}
