import Catalog
import Dialects
import Economics
import Routing

extension TokenUsage {
  /// What a reply reports, as the catalogue prices it.
  init(_ counts: UsageCounts) {
    self.init(
      input: counts.input, cacheRead: counts.cacheRead, cacheWriteShort: counts.cacheWriteShort,
      cacheWriteLong: counts.cacheWriteLong, output: counts.output, reasoning: counts.reasoning)
  }

  /// What a request is taken to have used whose provider did not say so to the end: it was cancelled, cut or stalled, or
  /// the reply has no usage.
  ///
  /// Figures that came count (an Anthropic stream begins with its prompt's). The rest is counted in the vocabulary where
  /// it is known, else estimated, and never more than what was held: `promptBound` for the prompt and `answerLimit` for
  /// all answers together.
  static func estimated(
    reported: UsageCounts?, prompt: Int, generated: GeneratedText?, encoding: BytePairEncoding?, promptBound: Int,
    answerLimit: Int
  ) -> TokenUsage {
    let hasPrompt = (reported?.prompt ?? 0) > 0
    let answer = min(generated?.tokens(encoding) ?? 0, max(0, answerLimit))
    let reasoning = reported?.reasoning ?? 0
    return TokenUsage(
      input: hasPrompt ? reported?.input ?? 0 : min(prompt, promptBound), cacheRead: reported?.cacheRead ?? 0,
      cacheWriteShort: reported?.cacheWriteShort ?? 0, cacheWriteLong: reported?.cacheWriteLong ?? 0,
      // Reasoning that was shown is part of what was generated.
      output: max(reported?.output ?? 0, answer - min(answer, reasoning)), reasoning: reasoning)
  }
}

extension GeneratedText {
  /// How many tokens this is: counted in the vocabulary where it is known and the text was kept, else estimated.
  func tokens(_ encoding: BytePairEncoding?) -> Int {
    guard let encoding, let text else { return estimatedTokens }
    return encoding.count(text)
  }
}

extension BillingFacts {
  /// The uses of the provider's own tools that an attempt is charged for.
  ///
  /// Those that the reply counts; nobody is charged twice. Where a search was asked for whose uses the reply does not
  /// count (`web_search_options`), an answer that cites pages, and every one where `isPartial` leaves that open, is charged
  /// `asked`, one search for each answer.
  func uses(asked: [ServerToolUse], dialect: Dialect, isPartial: Bool) -> [ServerToolUse] {
    var uses = toolUses.sorted { $0.key < $1.key }.map { ServerToolUse(ServerTool(rawValue: $0.key), count: $0.value) }
    guard dialect == .openAIChat, citesWeb || isPartial else { return uses }
    uses += asked.filter { use in use.tool == .webSearch && !uses.contains { $0.tool == use.tool } }
    return uses
  }
}
