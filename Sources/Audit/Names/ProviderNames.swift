internal import Catalog

/// The hosts that a log's name for a provider can mean.
struct ProviderNames: Sendable {
  private let hosts: [String: [ProviderID]]

  init(_ catalog: Catalog) {
    let known = Set(catalog.providers.map(\.id))
    var hosts: [String: [ProviderID]] = [:]
    func add(_ name: String, _ id: ProviderID) {
      let name = NormalName.of(name)
      if known.contains(id), hosts[name]?.contains(id) != true { hosts[name, default: []].append(id) }
    }
    for provider in catalog.providers {
      add(provider.id, provider.id)
      add(provider.name, provider.id)
    }
    for line in Self.table.split(separator: "\n") {
      let sides = line.split(separator: "=").map { $0.split(separator: " ").map(String.init) }
      guard sides.count == 2 else { continue }
      for name in sides[0] { for id in sides[1] { add(name, id) } }
    }
    self.hosts = hosts
  }

  /// The hosts by a name, the likeliest first; empty when nobody has it.
  func hosts(named name: String) -> [ProviderID] { hosts[NormalName.of(name)] ?? [] }

  // What LiteLLM (custom_llm_provider), OpenTelemetry (gen_ai.provider.name, gen_ai.system), OpenRouter
  // (provider_name), Helicone and Langfuse call them; on the right the catalogue's ids.
  private static let table = """
    openai open_ai text-completion-openai = openai openai-us openai-eu
    azure azure_ai azure_openai azure_text azureopenai az.ai.openai azure.ai.openai az.ai.inference azure.ai.inference microsoft = azure azure-claude
    bedrock bedrock_converse aws_bedrock aws.bedrock amazon_bedrock amazon-bedrock aws amazon = bedrock bedrock-claude
    vertex vertex_ai vertex_ai_beta vertexai gcp.vertex_ai google_vertex google-vertex google_vertex_ai = vertex
    gemini google gcp.gemini gcp.gen_ai google_ai_studio google-ai-studio = google
    anthropic = anthropic
    fireworks fireworks_ai = fireworks
    together together_ai togetherai = together
    novita novita_ai novitaai = novita
    nebius nebius_ai_studio = nebius
    ovhcloud ovh = ovhcloud
    mistral mistralai mistral_ai = mistral
    moonshot moonshotai moonshot_ai = moonshot
    zai z.ai z-ai zhipu zhipuai = zai
    alibaba dashscope qwen alibaba_cloud aliyun = alibaba-intl alibaba alibaba-us
    xai x_ai x-ai x.ai grok = xai
    meta meta_llama meta-llama = meta
    cohere cohere_chat = cohere
    vllm hosted_vllm = vllm
    ollama ollama_chat = ollama
    llamacpp llama_cpp llama.cpp = llamacpp
    """
}
