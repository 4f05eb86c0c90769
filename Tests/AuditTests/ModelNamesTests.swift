import Catalog
import Policy
import Testing

@testable import Audit

@Suite("Names of models in logs")
struct ModelNamesTests {
  static let shipped = Result {
    let files = ["providers", "anthropic", "openai", "deepseek", "google", "moonshot", "open-weights", "zai"]
    return try Catalog.load(
      files: try files.map { ("\($0).yaml", try SampleAssumptions.shipped("catalog/\($0).yaml")) })
  }

  @Test(
    "tools' ways of writing a name lead to the offer that is meant",
    arguments: [
      ("claude-opus-5-5", "anthropic", "", "anthropic/claude-opus-5-5@anthropic"),
      ("anthropic/claude-opus-5.5", "", "", "anthropic/claude-opus-5-5@anthropic"),
      ("openrouter/anthropic/claude-opus-5.5", "", "", "anthropic/claude-opus-5-5@openrouter"),
      ("anthropic/claude-opus-5.5", "OpenRouter", "", "anthropic/claude-opus-5-5@openrouter"),
      ("bedrock/us.anthropic.claude-opus-5-5-v1:0", "", "", "anthropic/claude-opus-5-5@bedrock-claude"),
      ("anthropic.claude-opus-5-5", "Amazon Bedrock", "", "anthropic/claude-opus-5-5@bedrock-claude"),
      ("claude-haiku-4-5-20251001", "anthropic", "", "anthropic/claude-haiku-4-5@anthropic"),
      ("claude-haiku-4-5@20251001", "anthropic", "", "anthropic/claude-haiku-4-5@anthropic"),
      ("azure/gpt-6-luna", "", "", "openai/gpt-6-luna@azure"),
      ("azure/eu/gpt-6-luna", "azure", "", "openai/gpt-6-luna@azure/EU"),
      ("gpt-6-luna", "azure", "eastus2", "openai/gpt-6-luna@azure/US"),
      ("gpt-6-luna", "az.ai.openai", "", "openai/gpt-6-luna@azure"),
      ("gpt-6-luna-2026-09-22", "openai", "", "openai/gpt-6-luna@openai"),
      ("GPT-6-Luna", "openai", "", "openai/gpt-6-luna@openai"),
      ("fireworks_ai/accounts/fireworks/models/deepseek-v4p1-flash", "", "", "deepseek/deepseek-v4.1-flash@fireworks"),
      (
        "accounts/fireworks/models/deepseek-v4p1-flash-us", "Fireworks", "", "deepseek/deepseek-v4.1-flash@fireworks/US"
      ),
      ("deepseek-ai/DeepSeek-V4.1-Flash", "together_ai", "", "deepseek/deepseek-v4.1-flash@together"),
      ("deepseek/deepseek-v4-flash", "novita", "", "deepseek/deepseek-v4-flash@novita"),
      ("deepseek-v4-flash", "", "", "deepseek/deepseek-v4-flash@deepseek"),
    ])
  func resolves(model: String, provider: String, region: String, offer: OfferID) throws {
    let catalog = try Self.shipped.get()
    let found = ModelNames(catalog).resolve(model: model, provider: provider, region: region)
    #expect(found.offer.map { catalog.offers[$0].id } == offer)
  }

  @Test("a name that nobody has stays unresolved, and so does a free variant, whose price is another")
  func unresolved() throws {
    let names = ModelNames(try Self.shipped.get())
    for name in ["", "gpt-99", "deepseek/deepseek-v4-flash:free", "ft:gpt-6-luna:acme::x1"] {
      #expect(names.resolve(model: name).model == nil, "\(name)")
    }
  }

  @Test("a provider that does not have the model gives no offer instead of another's price")
  func foreignProvider() throws {
    let found = ModelNames(try Self.shipped.get()).resolve(model: "claude-opus-5-5", provider: "groq")
    #expect(found.model == "anthropic/claude-opus-5-5")
    #expect(found.offer == nil && !found.isProviderAssumed)
  }

  @Test("a call without provider is said to be one")
  func assumed() {
    let names = ModelNames(SampleAudit.catalog)
    #expect(names.resolve(model: "best-1", provider: "").isProviderAssumed)
    #expect(!names.resolve(model: "best-1", provider: "maker").isProviderAssumed)
    #expect(names.resolve(model: "best-1-20260101").isDateRemoved)
  }

  @Test("patterns match whole names, with * for any part")
  func patterns() {
    func matches(_ name: String, _ pattern: String) -> Bool { NamePattern(pattern).matches(Array(name.utf8)) }
    #expect(matches("mail-7", "mail*") && matches("a-crm-b", "*crm*") && matches("x", "*") && matches("ab", "a*b"))
    #expect(!matches("email", "mail*") && !matches("mail", "mail-*") && !matches("a", "a*a") && !matches("", "a*"))
    #expect(matches("abcbd", "a*b*d") && !matches("abd", "a*b*b*d"))
  }
}
