/// The providers' names in other people's lists, as providers of our catalogue.
enum ListedProviders {
  /// Names in genai-prices.
  static let genAI: [String: ProviderID] = [
    "openai": "openai", "anthropic": "anthropic", "google": "google", "x-ai": "xai", "mistral": "mistral",
    "deepseek": "deepseek", "moonshotai": "moonshot", "zai": "zai", "minimax": "minimax", "meta": "meta",
    "cohere": "cohere", "fireworks": "fireworks", "together": "together", "groq": "groq", "cerebras": "cerebras",
    "baseten": "baseten", "novita": "novita", "openrouter": "openrouter", "ovhcloud": "ovhcloud",
    "aws": "bedrock", "azure": "azure",
  ]

  /// Names in models.dev.
  static let modelsDev: [String: ProviderID] = [
    "openai": "openai", "anthropic": "anthropic", "google": "google", "xai": "xai", "mistral": "mistral",
    "deepseek": "deepseek", "moonshotai": "moonshot", "zai": "zai", "minimax": "minimax", "meta": "meta",
    "cohere": "cohere", "xiaomi": "xiaomi", "alibaba": "alibaba-intl", "alibaba-cn": "alibaba",
    "fireworks-ai": "fireworks", "togetherai": "together", "deepinfra": "deepinfra", "groq": "groq",
    "cerebras": "cerebras", "baseten": "baseten", "novita-ai": "novita", "openrouter": "openrouter",
    "nebius": "nebius", "scaleway": "scaleway", "ovhcloud": "ovhcloud", "amazon-bedrock": "bedrock",
    "azure": "azure", "google-vertex": "vertex",
  ]

  /// Names in LiteLLM.
  static let liteLLM: [String: ProviderID] = [
    "openai": "openai", "anthropic": "anthropic", "gemini": "google", "xai": "xai", "mistral": "mistral",
    "deepseek": "deepseek", "moonshot": "moonshot", "zai": "zai", "minimax": "minimax", "meta": "meta",
    "cohere": "cohere", "cohere_chat": "cohere", "xiaomi_mimo": "xiaomi", "dashscope": "alibaba-intl",
    "fireworks_ai": "fireworks", "fireworks_ai-embedding-models": "fireworks", "together_ai": "together",
    "deepinfra": "deepinfra", "groq": "groq", "cerebras": "cerebras", "baseten": "baseten", "novita": "novita",
    "openrouter": "openrouter", "nebius": "nebius", "scaleway": "scaleway", "ovhcloud": "ovhcloud",
    "azure": "azure", "azure_ai": "azure", "bedrock": "bedrock", "bedrock_converse": "bedrock",
    "bedrock_mantle": "bedrock", "vertex_ai": "vertex", "vertex_ai-language-models": "vertex",
    "vertex_ai-openai_models": "vertex", "vertex_ai-zai_models": "vertex", "vertex_ai-deepseek_models": "vertex",
    "vertex_ai-qwen_models": "vertex", "vertex_ai-minimax_models": "vertex",
    "vertex_ai-moonshot_models": "vertex",
  ]

  /// Providers for which LiteLLM gives a factor on OpenAI's prices.
  static let uplifts: [(key: String, provider: ProviderID)] = [
    ("regional_processing_uplift_multiplier_eu", "openai-eu"),
    ("regional_processing_uplift_multiplier_us", "openai-us"),
  ]

  /// The provider that serves a model where a cloud has several addresses: one for Claude in Anthropic's format, one for
  /// the rest. Nil for Claude at an address whose format is neither OpenAI's nor Anthropic's.
  static func serving(_ name: String, at provider: ProviderID?, listed: String) -> ProviderID? {
    let isClaude = name.contains("claude")
    switch provider {
    case "azure" where isClaude: return "azure-claude"
    case "bedrock" where isClaude: return listed == "bedrock_mantle" ? "bedrock-claude" : nil
    case "vertex" where isClaude: return nil
    case "google" where isClaude: return nil
    case "google" where name.hasSuffix("-maas"): return "vertex"
    default: return provider
    }
  }

  /// The region that a name of Amazon Bedrock begins with; `other` for one that is no country.
  static func bedrockRegion(_ name: String) -> String? {
    let regions = [
      "global.": "global", "us.": "US", "eu.": "EU", "jp.": "JP", "au.": "AU", "in.": "IN", "ca.": "CA",
      "apac.": "other", "us-gov.": "other",
    ]
    return regions.first { name.hasPrefix($0.key) }?.value
  }
}

/// A name in LiteLLM's list, taken apart: `azure/eu/gpt-6-luna`, `us.anthropic.claude-opus-5-5`.
struct ListedName {
  var provider: ProviderID?
  var region: String?
  var upstreamModel: String

  /// Takes a name of LiteLLM's apart.
  init(liteLLM name: String, provider listed: String) {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    var region: String?
    var provider = ListedProviders.serving(name, at: ListedProviders.liteLLM[listed], listed: listed)
    let family = listed.split(separator: "-").first ?? ""
    if parts.count > 1, let head = parts.first, head == listed || head == family { parts.removeFirst() }
    if provider == "azure" || provider == "azure-claude", parts.count > 1 {
      switch parts.first {
      case "us": region = "US"
      case "eu": region = "EU"
      case "global", "global-standard": region = "global"
      default: provider = nil
      }
      parts.removeFirst()
    }
    // Other paths on Bedrock are regions, reservations or commitments with prices of their own.
    if listed.hasPrefix("bedrock"), parts.count > 1 { provider = nil }
    self.init(parts.joined(separator: "/"), provider: provider, region: region)
  }

  /// Takes a name of any list apart, once the provider is known.
  init(_ name: String, provider: ProviderID?, region: String? = nil) {
    self.provider = provider
    self.region = region
    upstreamModel = name
    guard provider == "bedrock" || provider == "bedrock-claude", let place = ListedProviders.bedrockRegion(name) else {
      return
    }
    if place == "other" { self.provider = nil } else { self.region = place }
  }
}
