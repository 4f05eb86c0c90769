import Catalog
import Foundation
import Testing

/// The catalogue files of the repository, which the binary embeds.
enum BundledFiles {
  /// The root of the package, also when the tests are reached through a link.
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let folder = root.appendingPathComponent("Sources/Defaults/files/catalog")

  static let names: [String] = {
    let all = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (all ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  /// The catalogue of all files, read once for all tests.
  static let catalog = Result {
    let files = try names.map { name in
      (name: name, text: try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
    }
    return try Catalog.load(files: files)
  }
}

@Suite("the bundled catalogue")
struct BundledCatalogTests {
  let catalog: Catalog
  let today = Timestamp(year: 2026, month: 11, day: 23)

  init() throws { catalog = try BundledFiles.catalog.get() }

  @Test("it holds enough models and offers for the five use cases")
  func isLargeEnough() {
    #expect(catalog.models.count >= 60)
    #expect(catalog.offers.count >= 120)
  }

  @Test("every file is embedded in the binary, and short enough to be read")
  func filesAreEmbedded() throws {
    let list = try String(
      contentsOf: BundledFiles.root.appendingPathComponent("Sources/Defaults/defaults.c"), encoding: .utf8)
    #expect(BundledFiles.names.count >= 10)
    for name in BundledFiles.names {
      #expect(list.contains("#embed \"files/catalog/\(name)\""), "\(name) is not embedded")
      #expect(list.contains("FILE_ENTRY(\"catalog/\(name)\","), "\(name) is not listed")
      let text = try String(contentsOf: BundledFiles.folder.appendingPathComponent(name), encoding: .utf8)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 400, "\(name) is too long")
    }
  }

  @Test(
    "every maker is there",
    arguments: [
      "openai", "anthropic", "google", "xai", "mistral", "deepseek", "alibaba", "moonshotai", "zai", "minimax", "meta",
      "nvidia", "cohere", "xiaomi",
    ])
  func hasMaker(_ lab: String) {
    let models = catalog.models.filter { $0.id.hasPrefix(lab + "/") }
    #expect(!models.isEmpty)
    for model in models { #expect(catalog.offers.contains { $0.model == model.id }, "nobody offers \(model.id)") }
  }

  @Test("open weights are offered by neutral hosts and on machines of one's own")
  func hasNeutralHosts() {
    let open = Set(catalog.models.filter { $0.weights == .open }.map(\.id))
    let hosts = Set(catalog.offers.filter { open.contains($0.model) }.map(\.provider))
    let neutral = ["fireworks", "together", "deepinfra", "groq", "novita", "nebius", "bedrock", "azure", "vertex"]
    #expect(neutral.filter(hosts.contains).count >= 3)
    #expect(["vllm", "ollama", "llamacpp"].allSatisfy(hosts.contains))
  }

  @Test("every fact names its source and its day")
  func everyFactIsCited() {
    let earliest = Timestamp(year: 2026, month: 7, day: 1)
    func check(_ citation: Citation?, of subject: String) {
      #expect(citation?.source.isEmpty == false, "\(subject) has no source")
      #expect((citation?.asOf ?? .init(milliseconds: 0)) >= earliest, "\(subject) has no day")
      #expect((citation?.asOf ?? today) <= today, "\(subject) was read in the future")
    }
    for provider in catalog.providers { check(provider.citation, of: provider.id) }
    for model in catalog.models { check(model.citation, of: model.id) }
    for offer in catalog.offers {
      check(offer.citation, of: offer.id)
      for price in offer.prices { check(price.citation, of: offer.id) }
    }
  }

  @Test("prices of one's own machines are unknown until stated, and nothing else is without one")
  func onlySelfHostingHasNoPrice() {
    for offer in catalog.offers {
      let cost = offer.cost(of: TokenUsage(input: 1000, output: offer.capabilities.contains(.chat) ? 10 : 0), at: today)
      let isSelfHosted = catalog.provider(offer.provider)?.seat == "self"
      #expect((cost.amount == nil) == isSelfHosted, "\(offer.id) costs \(cost)")
      if let amount = cost.amount { #expect(amount > .zero, "\(offer.id) costs nothing") }
    }
  }

  /// Prices more than three times off the median of their model's hosts that stand, and why.
  static let knownOutliers = [
    "deepseek/deepseek-v3.2@deepinfra": "LiteLLM and models.dev list the same",
    "deepseek/deepseek-v3.2@openrouter": "routed to the cheapest host",
    "meta/llama-3.3-70b-instruct@deepinfra": "the quantised variant",
    "meta/llama-3.1-8b-instruct@ovhcloud": "one flat rate for input and output",
    "openai/gpt-oss-120b@deepinfra": "LiteLLM and models.dev list nearly the same",
  ]

  @Test("no price is far off its model's median without a reason")
  func outliersHaveReasons() {
    let outliers = Set(catalog.priceOutliers(at: today, factor: 3).map(\.subject))
    #expect(outliers.subtracting(Self.knownOutliers.keys).isEmpty)
    #expect(Set(Self.knownOutliers.keys).subtracting(outliers).isEmpty, "a reason without an outlier")
  }

  @Test("a check finds no error beyond the missing prices of one's own machines")
  func checkFindsNoError() {
    let grave = catalog.check(at: today).filter { $0.severity == .error }
    for finding in grave {
      let provider = catalog.offerNumber(finding.subject).flatMap { catalog.provider(catalog.offers[$0].provider) }
      #expect(provider?.seat == "self", "\(finding.subject): \(finding.message)")
    }
  }

  @Test(
    "models answer to the names that callers use",
    arguments: [
      ("gpt-6-luna", "openai/gpt-6-luna"), ("claude-haiku-5-5", "anthropic/claude-haiku-5-5"),
      ("claude-opus-5-5", "anthropic/claude-opus-5-5"), ("claude-opus-5.5", "anthropic/claude-opus-5-5"),
      ("deepseek-v4-flash", "deepseek/deepseek-v4-flash"), ("deepseek-flash", "deepseek/deepseek-v4.1-flash"),
      ("glm-5.3-flash", "zai/glm-5.3-flash"), ("kimi-k3", "moonshotai/kimi-k3"),
      ("gpt-6-astra", "openai/gpt-6-astra"), ("gpt-4o", "openai/gpt-4o"), ("gpt-oss-120b", "openai/gpt-oss-120b"),
      ("qwen3.8-max", "alibaba/qwen3.8-max"), ("text-embedding-3-small", "openai/text-embedding-3-small"),
    ])
  func answersTo(_ name: String, _ id: String) { #expect(catalog.model(named: name)?.id == id) }

  @Test("Chinese does not imply open, and open does not imply Chinese")
  func attributesAreSeparate() {
    #expect(catalog.model("alibaba/qwen3.8-max")?.weights == .closed)
    #expect(catalog.model("alibaba/qwen3.8-max")?.origin == "CN")
    #expect(catalog.model("openai/gpt-oss-120b")?.weights == .open)
    #expect(catalog.model("openai/gpt-oss-120b")?.origin == "US")
    #expect(catalog.provider("alibaba-us").map { [$0.seat, $0.region] } == ["CN", "US"])
  }
}
