import Catalog
import Dialects
import Economics
import NIOCore
import Routing

extension Exchange {
  /// The decision again with the prompt counted in those of the offers' vocabularies that are at hand, which is far below
  /// the bound by bytes; nil when none of them is, or the texts are longer than `mostBytes`.
  ///
  /// An offer whose vocabulary is not at hand keeps its bound by bytes: another one's count could be too low.
  func refined(mostBytes: Int = Vocabularies.countedBytes) -> RoutedRequest? {
    guard !snapshot.vocabularies.isEmpty, let routed, let outline else { return nil }
    var request = routed.request
    let order = routed.decision.order
    let prompt = PromptText(outline, body)
    guard prompt.textBytes <= mostBytes else { return nil }
    var counted: [String: Int] = request.countedPrompts ?? [:]
    for ranked in order {
      guard let tokenizer = snapshot.tokenizer(of: ranked.number), counted[tokenizer] == nil,
        let encoding = snapshot.vocabularies.encoding(named: tokenizer)
      else { continue }
      counted[tokenizer] = prompt.tokenBound(encoding)
    }
    guard !counted.isEmpty, counted != request.countedPrompts else { return nil }
    request.countedPrompts = counted
    let again = snapshot.router.decide(request)
    guard again.outcome == .serve, again.order.map(\.number) == order.map(\.number) else { return nil }
    return RoutedRequest(request, again)
  }

  /// About how many tokens the prompt has: in the offer's own vocabulary where it is at hand, else by what the text
  /// consists of. For requests whose provider says nothing.
  func estimatedPrompt(on number: Int) -> Int {
    guard let outline, let routed else { return 0 }
    let tokens = PromptText(outline, body).estimatedTokens(snapshot.encoding(of: number))
    return min(tokens, snapshot.router.promptBound(number, for: routed.request))
  }
}

/// The texts of a request, to be counted.
struct PromptText {
  private let outline: RequestOutline
  private let body: ByteBuffer
  /// Bytes of the texts, as they are escaped.
  let textBytes: Int

  init(_ outline: RequestOutline, _ body: ByteBuffer) {
    self.outline = outline
    self.body = body
    textBytes = outline.texts.reduce(0) { $0 + $1.range.count }
  }

  /// The most tokens of the whole prompt, what a provider adds to every request left out. What is not text of a message
  /// (tools, names) stays bounded by its bytes.
  func tokenBound(_ encoding: BytePairEncoding) -> Int {
    var shape = PromptShape(outline)
    var tokens = 0
    forEachText { tokens += encoding.count($0) }
    shape.textBytes = max(0, shape.textBytes - textBytes) + tokens
    return Economics.promptTokenBound(shape, perRequest: 0)
  }

  /// About how many tokens the whole prompt has.
  func estimatedTokens(_ encoding: BytePairEncoding?) -> Int {
    var tokens = 0
    if let encoding, textBytes <= Vocabularies.countedBytes {
      forEachText { tokens += encoding.count($0) }
    } else {
      var tally = TextTally()
      forEachText { tally.add($0) }
      tokens = tally.estimatedTokens
    }
    // Tools and names are JSON, three bytes a token; media are counted at what common providers charge for a full one.
    return tokens + max(0, outline.promptBytes - textBytes) / 3 + outline.messageCount * 4 + outline.imageCount * 1_000
      + outline.otherMediaCount * 3_000
  }

  private func forEachText(_ visit: (Span<UInt8>) -> Void) {
    let bytes = body.readableBytesUInt8Span
    var unescaped: [UInt8] = []
    for text in outline.texts {
      if text.hasEscapes {
        unescaped.removeAll(keepingCapacity: true)
        unescape(bytes, range: text.range, into: &unescaped)
        visit(unescaped.span)
      } else {
        visit(bytes.extracting(text.range.clamped(to: 0..<bytes.count)))
      }
    }
  }
}

extension PromptShape {
  /// The size of a request's prompt, as far as it can be seen without reading its media.
  init(_ outline: RequestOutline) {
    self.init(
      textBytes: outline.promptBytes, images: outline.imageCount, otherMedia: outline.otherMediaCount,
      otherMediaBytes: outline.otherMediaCount > 0 ? outline.mediaDataBytes : 0, tools: outline.toolCount,
      messages: outline.messageCount)
  }
}
