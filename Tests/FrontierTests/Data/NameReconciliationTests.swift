import Frontier
import Testing

@Suite("Names of models")
struct NameReconciliationTests {
  static let catalogue: [NameReconciliation.Known] = [
    .init(id: "openai/gpt-4.1", names: ["GPT-4.1"]),
    .init(id: "openai/gpt-4o", names: ["GPT-4o", "gpt-4o-2024-11-20"]),
    .init(id: "openai/gpt-4-turbo", names: ["GPT-4 Turbo (Nov 2023)"]),
    .init(id: "openai/gpt-4-turbo-later", names: ["GPT-4 Turbo (Apr 2024)"]),
    .init(id: "anthropic/claude-3-5-sonnet", names: ["Claude 3.5 Sonnet"]),
    .init(id: "deepseek/deepseek-r1", names: ["DeepSeek-R1"]), .init(id: "qwen/qwen2.5-72b", names: ["Qwen 2.5 72B"]),
    .init(id: "google/gemini-2.5-pro", names: ["Gemini 2.5 Pro"]),
  ]

  @Test(
    "a name is found by the surest way that fits",
    arguments: [
      ("GPT-4.1", "openai/gpt-4.1", NameReconciliation.Way.exact), ("gpt-4o-2024-11-20", "openai/gpt-4o", .exact),
      ("OpenAI GPT 4.1", "openai/gpt-4.1", .spelling), ("claude-3.5-sonnet", "anthropic/claude-3-5-sonnet", .spelling),
      ("Qwen2.5-72B", "qwen/qwen2.5-72b", .spelling), ("gpt-4o-2024-08-06", "openai/gpt-4o", .snapshot),
      ("claude-3-5-sonnet-20240620", "anthropic/claude-3-5-sonnet", .snapshot),
      ("Claude 3.5 Sonnet (Oct 2024)", "anthropic/claude-3-5-sonnet", .snapshot),
      ("gemini-2.5-pro-preview", "google/gemini-2.5-pro", .snapshot),
      ("GPT-4 Turbo (Apr 2024)", "openai/gpt-4-turbo-later", .exact),
    ])
  func found(_ name: String, _ id: String, _ way: NameReconciliation.Way) {
    let result = NameReconciliation([name], in: Self.catalogue)
    #expect(result.matched.map(\.id) == [id])
    #expect(result.matched.map(\.way) == [way])
  }

  @Test(
    "nothing is guessed",
    arguments: ["GPT-41", "GPT-4.1 mini", "DeepSeek-R1-0528", "Claude 3 Sonnet", "", "(Nov 2023)"])
  func unmatched(_ name: String) {
    let result = NameReconciliation([name], in: Self.catalogue)
    #expect(result.matched.isEmpty)
    #expect(result.unmatched.map(\.name) == [name])
  }

  @Test("a name that two models go by is told with both")
  func ambiguous() {
    let result = NameReconciliation(["GPT-4 Turbo (Jan 2025)", "Gemini 2.5 Por"], in: Self.catalogue)
    #expect(result.ambiguous.map(\.ids) == [["openai/gpt-4-turbo", "openai/gpt-4-turbo-later"]])
    #expect(result.unmatched.map(\.nearest) == ["Gemini 2.5 Pro"])
  }
}
