public import Catalog

/// Why the number of prompt tokens cannot exceed what `promptTokenBound` says: each allowance with its reason.
///
/// Text: every token of a byte-level BPE (GPT, Claude, Llama 3, Qwen, DeepSeek, Mistral's tekken, Kimi, GLM) stands
/// for at least one byte, and a SentencePiece vocabulary with byte fallback (Gemini, Gemma, older Mistral) adds at
/// most one leading space. The body is JSON, whose escapes never shorten a text, so the bytes of the body bound the
/// tokens of the texts in it: only the strings that become part of the prompt count, not the settings, names of members
/// and brackets around them. Tokenisers that normalise first (NFKC, some embedding models) can lengthen rare
/// compatibility characters; what surrounds the texts in JSON leaves room for that in practice, not by proof.
/// The rest of a prompt is added by the provider and is covered by the allowances: those of a request by `ChatTemplate`.
public enum TokenBound {
  /// Role markers and separators of a message; templates in use take at most seven.
  public static let perMessage = 8
  /// An image at the highest resolution that a provider bills: GPT-4o mini counts up to 48,169 (2,833 and 5,667 for
  /// each of eight tiles); Qwen-VL takes up to 16,384, later GPT models 10,000 patches, Claude 4,784, Gemini 2,240.
  public static let perImage = 49_152
  /// A document or sound that is only referred to, or whose bytes say little of its tokens: a hundred pages at three
  /// thousand tokens, the most that providers accept for one file.
  public static let perOtherMedium = 300_000
  /// The instructions that a provider adds as soon as there are tools (Claude: up to 530, computer use 499).
  public static let anyTools = 1024
  /// What a provider adds to one tool; its own built-in ones are the longest (computer use 735, text editor 700).
  public static let perTool = 768

  /// The prompt tokens that one use of a tool that the provider runs is taken to add. Nobody publishes a limit: pages are
  /// said to come to some 2,500 tokens each, long documents to 100,000. More than this is the provider's own word.
  public static func perUse(_ tool: ServerTool) -> Int {
    switch tool {
    case .webSearch: 16_384
    case .webFetch: 131_072
    default: 8_192
    }
  }

  /// Uses that a hold covers of a tool whose request sets no limit to them.
  public static let usesWithoutLimit = 10

  /// `sum` and `count` times `each`; saturates.
  public static func adding(_ sum: Int, _ each: Int, times count: Int) -> Int {
    var total = Saturating(sum)
    total.add(each, max(0, count))
    return total.value
  }
}

/// The most prompt tokens that a provider can count for a request of this shape, in constant time; `perRequest` of them
/// are what it adds to every request.
public func promptTokenBound(_ shape: PromptShape, perRequest: Int = ChatTemplate.longest.bare) -> Int {
  var bound = Saturating(max(0, perRequest))
  bound.add(1, shape.textBytes)
  bound.add(TokenBound.perMessage, shape.messages)
  bound.add(TokenBound.perImage, shape.images)
  bound.add(TokenBound.perOtherMedium, shape.otherMedia)
  bound.add(1, shape.otherMediaBytes)
  if shape.tools > 0 { bound.add(1, TokenBound.anyTools) }
  bound.add(TokenBound.perTool, shape.tools)
  return bound.value
}

// Shapes come from request bodies: no count may be able to trap.
private struct Saturating {
  private(set) var value: Int

  init(_ value: Int) { self.value = value }

  mutating func add(_ each: Int, _ count: Int) {
    let (product, overflow) = each.multipliedReportingOverflow(by: count)
    let (sum, carry) = value.addingReportingOverflow(overflow ? .max : product)
    value = carry ? .max : sum
  }
}
