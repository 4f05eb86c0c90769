public import Catalog

/// The most tokens that the chat template of a model adds to a request, beside the texts and the markers of messages.
///
/// Templates of open weights are public; each figure is above what the family's templates can add, of which the comment
/// names the longest. The catalogue's `template_tokens` of a model takes their place.
public struct ChatTemplate: Hashable, Sendable {
  /// Where the caller gives no instructions: some templates then put in their own.
  public var bare: Int
  /// Where the caller gives instructions: a date, a mode or the channels of an answer stay.
  public var instructed: Int

  /// What any template adds.
  public static let longest = ChatTemplate(bare: 768, instructed: 768)
  /// A family that is not listed. The longest known ones outside the list put a page of their own before any
  /// conversation, some of them whether or not the caller gives instructions: Phi-4 reasoning about 260 tokens, SmolLM3
  /// about 320.
  public static let unknown = ChatTemplate(bare: 384, instructed: 384)
  /// Closed weights, whose providers count less than 16 tokens beside the messages, and embeddings, which have no
  /// template.
  public static let none = ChatTemplate(bare: 64, instructed: 64)

  /// The template of a model; one that is not in the catalogue is unknown.
  public init(of model: Model?) {
    self = .unknown
    guard let model else { return }
    if let tokens = model.templateTokens {
      self.init(bare: tokens, instructed: tokens)
    } else if model.weights == .closed || !model.capabilities.contains(.chat) {
      self = .none
    } else if let family = Self.families.first(where: { model.id.utf8.starts(with: $0.prefix.utf8) }) {
      self = family.template
    }
  }

  /// What is added for every request.
  public init(bare: Int, instructed: Int) {
    self.bare = bare
    self.instructed = instructed
  }

  /// The tokens that are added to a request.
  public func tokens(hasInstructions: Bool) -> Int { hasInstructions ? instructed : bare }

  // Prefixes of catalogue ids. The templates of Mistral Small 3.1, Command R7B and Kimi K3 were read on 2026-12-01 in
  // `models/templates` of ggml-org/llama.cpp, the paragraph of DeepSeek V4 in its published encoder; other figures are
  // what the makers' templates (`tokenizer_config.json`, openai/harmony) are known to add, with room to spare.
  private static let families: [(prefix: String, template: ChatTemplate)] = [
    // Harmony's system message: identity, cut-off, date, effort, channels; about 70, and 15 for a developer message.
    ("openai/gpt-oss", .init(bare: 128, instructed: 128)),
    // Llama 3.1 to 3.3: cut-off and date, about 25; Llama 4 adds none.
    ("meta/llama-", .init(bare: 64, instructed: 64)),
    // Two tokens; the higher efforts of V4 put a paragraph of about 90 before the conversation.
    ("deepseek/", .init(bare: 192, instructed: 192)),
    // Qwen 2.5: "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."; Qwen 3 an empty thought.
    ("alibaba/", .init(bare: 48, instructed: 32)),
    // Small 3, Magistral and Ministral bring prompts of 170 to 450 tokens where the caller sends none.
    ("mistral/", .init(bare: 512, instructed: 64)),
    // A marker of the beginning and of thinking.
    ("google/", .init(bare: 32, instructed: 32)),
    // `[gMASK]<sop>` and an empty thought; effort since GLM-5.
    ("zai/", .init(bare: 64, instructed: 64)),
    // K2: one sentence; K3: a message on the effort of about 60 and ten for the opening of the answer.
    ("moonshotai/", .init(bare: 128, instructed: 128)),
    // "You are a helpful assistant. Your name is MiniMax-M2 and is built by MiniMax.", about 25.
    ("minimax/", .init(bare: 64, instructed: 32)),
    // A thinking switch.
    ("nvidia/", .init(bare: 64, instructed: 64)),
    // Name, date and cut-off, about 40.
    ("xiaomi/", .init(bare: 96, instructed: 64)),
    // Command R7B: a safety and a default preamble of about 650, whatever the caller gives.
    ("cohere/", .longest),
  ]
}
