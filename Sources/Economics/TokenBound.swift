/// Why the number of prompt tokens cannot exceed what `promptTokenBound` says: each allowance with its reason.
///
/// Text: every token of a byte-level BPE (GPT, Claude, Llama 3, Qwen, DeepSeek, Mistral's tekken, Kimi, GLM) stands
/// for at least one byte, and a SentencePiece vocabulary with byte fallback (Gemini, Gemma, older Mistral) adds at
/// most one leading space. The body is JSON, whose escapes never shorten a text, so the bytes of the body bound the
/// tokens of the texts in it. Tokenisers that normalise first (NFKC, some embedding models) can lengthen rare
/// compatibility characters; what surrounds the texts in JSON leaves room for that in practice, not by proof.
/// The rest of a prompt is added by the provider and is covered by the allowances.
public enum TokenBound {
  /// Tokens that a provider may add to every request: system preambles of chat templates (gpt-oss, Llama and Mistral
  /// add 25 to 450 when the caller sends none) and the opening of the answer.
  public static let perRequest = 512
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
}

/// The most prompt tokens that a provider can count for a request of this shape, in constant time.
public func promptTokenBound(_ shape: PromptShape) -> Int {
  var bound = Saturating(TokenBound.perRequest)
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
