import Catalog
import Economics
import Testing

@Suite("The bound of prompt tokens")
struct TokenBoundTests {
  @Test("no text has more tokens than its bound, in any vocabulary", arguments: SplitPattern.allCases)
  func neverBelow(pattern: SplitPattern) throws {
    let encodings = [try Vocabularies.small(pattern), try Vocabularies.published(pattern)].compactMap { $0 }
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<400 {
      let text = Self.text(&generator)
      let messages = Int.random(in: 1...20, using: &generator)
      let bound = promptTokenBound(PromptShape(textBytes: text.count, messages: messages))
      for encoding in encodings {
        // A message costs up to seven tokens of markers beside its text.
        #expect(encoding.count(text) + 7 * messages <= bound, "seed 7: \(text)")
      }
    }
  }

  @Test("every allowance raises the bound by what it says")
  func allowances() {
    func bound(_ shape: PromptShape) -> Int { promptTokenBound(shape) }
    let empty = bound(PromptShape(textBytes: 0))
    #expect(empty == ChatTemplate.longest.bare)
    #expect(bound(PromptShape(textBytes: 100)) == empty + 100)
    #expect(bound(PromptShape(textBytes: 0, images: 2)) == empty + 2 * TokenBound.perImage)
    #expect(
      bound(PromptShape(textBytes: 0, otherMedia: 1, otherMediaBytes: 9)) == empty + TokenBound.perOtherMedium + 9)
    #expect(bound(PromptShape(textBytes: 0, tools: 3)) == empty + TokenBound.anyTools + 3 * TokenBound.perTool)
    #expect(bound(PromptShape(textBytes: 0, messages: 5)) == empty + 5 * TokenBound.perMessage)
  }

  private func model(_ id: ModelID, _ weights: Weights = .open, chat: Bool = true, template: Int? = nil) -> Model {
    Model(
      id: id, name: id, lab: "Lab", origin: "DE", weights: weights, licence: nil, tier: .mid, released: nil,
      contextTokens: 1, maxOutputTokens: 1, capabilities: chat ? [.chat] : [.embeddings], aliases: [], tokenizer: nil,
      templateTokens: template, citation: Citation(source: "made up", asOf: Timestamp(milliseconds: 0)))
  }

  @Test("what a chat template adds to every request depends on the model's family")
  func templates() {
    #expect(promptTokenBound(PromptShape(textBytes: 64, messages: 1), perRequest: 0) == 72)
    #expect(ChatTemplate(of: model("mistral/mistral-small-9")).tokens(hasInstructions: false) == 512)
    #expect(ChatTemplate(of: model("mistral/mistral-small-9")).tokens(hasInstructions: true) == 64)
    #expect(ChatTemplate(of: model("alibaba/qwen9")).tokens(hasInstructions: false) == 48)
    #expect(ChatTemplate(of: model("openai/gpt-oss-120b")).tokens(hasInstructions: true) == 128)
    #expect(ChatTemplate(of: model("openai/gpt-9", .closed)) == .none)
    #expect(ChatTemplate(of: model("nobody/vectors", chat: false)) == .none)
    for unknown in [model("nobody/model"), model("meta/muse-9"), nil] { #expect(ChatTemplate(of: unknown) == .unknown) }
    #expect(ChatTemplate(of: model("nobody/model", template: 16)) == ChatTemplate(bare: 16, instructed: 16))
    #expect(ChatTemplate(of: model("openai/gpt-9", .closed, template: 900)).tokens(hasInstructions: false) == 900)
  }

  @Test("counts beyond all reason saturate, and counts below zero count as zero")
  func extremes() {
    #expect(promptTokenBound(PromptShape(textBytes: .max, images: .max, tools: .max)) == .max)
    #expect(promptTokenBound(PromptShape(textBytes: -5, images: -1, messages: .min)) == ChatTemplate.longest.bare)
  }

  // Characters of all lengths, so that the vocabularies fall back to bytes often.
  private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xC0...0x24F, 0x370...0x5FF, 0x900...0xDFF, 0x3040...0x30FF, 0x4E00...0x9FFF, 0x1F300...0x1FAFF,
      0xE000...0xF8FF, 0x300...0x36F, 0x0...0x1F,
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) { text.unicodeScalars.append(scalar) }
    }
    return Array(text.utf8)
  }
}
