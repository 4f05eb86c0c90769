import Assessment
import Catalog
import Dialects
import Foundation
import Policy
import Routing
import StrictYAML
import Synchronization

/// Compiles a configuration. Everything is checked before anything is replaced.
struct SnapshotBuilder {
  var configuration: GatewayConfiguration
  var environment: [String: String]
  /// What answers on this machine.
  var found: LocalServers

  /// Why a configuration cannot be used.
  struct Invalid: Error, CustomStringConvertible { var description: String }

  func build() throws -> Snapshot {
    var files = EmbeddedFiles.catalog
    files += configuration.extraCatalog.map { (name: $0.name, text: $0.text) }
    files += configuration.overrides.map { (name: $0.name, text: $0.text) }
    var catalog = try Catalog.load(files: files)
    if configuration.discovers, let text = found.catalogText(catalog) {
      files.append((name: "found on this machine", text: text))
      catalog = try Catalog.load(files: files)
    }
    let policy = try Policy.load(text: configuration.policy.text, file: configuration.policy.name, catalog: catalog)
    let assessor = try EmbeddedFiles.assessor()
    let (targets, upstreams, warnings) = try resolve(catalog)
    let names = upstreams.map(\.provider)
    return Snapshot(
      configuration: configuration, catalog: catalog, policy: policy,
      router: Router(catalog: catalog, policy: policy, providers: Set(names)), assessor: assessor,
      targets: catalog.offers.map { targets[$0.provider] },
      vocabularies: try Vocabularies(files: configuration.tokenizers),
      basis: try RoutingBasis(catalog: files, policy: configuration.policy, providers: names), upstreams: upstreams,
      warnings: warnings)
  }

  private func resolve(
    _ catalog: Catalog
  ) throws -> ([ProviderID: UpstreamTarget], [ConfiguredUpstream], warnings: [String]) {
    let settings = Dictionary(configuration.providers.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    for id in settings.keys.sorted() where catalog.provider(id) == nil {
      let near = Nearest.hint(id, among: catalog.providers.map(\.id))
      throw Invalid(
        description:
          "\(configuration.file ?? "configuration"): providers: '\(id)' is not in the catalogue\(near); describe it in a file under 'catalog:' first"
      )
    }
    var targets: [ProviderID: UpstreamTarget] = [:]
    var upstreams: [ConfiguredUpstream] = []
    var warnings: [String] = []
    for provider in catalog.providers {
      let own = settings[provider.id]
      guard own?.enabled != false else { continue }
      if let own, let variable = unsetVariable(provider, own) {
        warnings.append(
          "the provider '\(provider.id)' is not used: the environment variable '\(variable)' with its key is not set or empty"
        )
        continue
      }
      guard let (key, origin) = credentials(provider, own) else { continue }
      guard let url = own?.baseURL ?? provider.baseURL else {
        if own != nil {
          throw Invalid(
            description: "the provider '\(provider.id)' has no base URL; set providers.\(provider.id).base_url")
        }
        continue
      }
      targets[provider.id] = try target(provider, own, url: url, key: key)
      let count = catalog.offers.count { $0.provider == provider.id }
      upstreams.append(ConfiguredUpstream(provider: provider.id, baseURL: url, origin: origin, offers: count))
    }
    return (targets, upstreams, warnings)
  }

  // The variable without which every request would end in the upstream's 401: the one that the file names, or the
  // catalogue's when requests go to the provider's own address. A server of one's own may want no key.
  private func unsetVariable(_ provider: Provider, _ own: GatewayConfiguration.ProviderSettings) -> String? {
    guard own.key == nil, let variable = own.keyVariable ?? (own.baseURL == nil ? provider.keyVariable : nil) else {
      return nil
    }
    return (environment[variable] ?? "").isEmpty ? variable : nil
  }

  // A provider takes part when it is named in the file, when its key is in the environment, or when it answers locally.
  private func credentials(
    _ provider: Provider, _ own: GatewayConfiguration.ProviderSettings?
  ) -> (key: String?, origin: String)? {
    if let key = own?.key { return (key, configuration.file ?? "configuration") }
    if let variable = own?.keyVariable ?? provider.keyVariable {
      if own != nil || configuration.discovers, let key = environment[variable], !key.isEmpty { return (key, variable) }
    }
    if own != nil { return (nil, configuration.file ?? "configuration") }
    if configuration.discovers, found.providers.contains(provider.id) { return (nil, "found on this machine") }
    return nil
  }

  private func target(
    _ provider: Provider, _ own: GatewayConfiguration.ProviderSettings?, url: String, key: String?
  ) throws -> UpstreamTarget {
    let address: UpstreamAddress
    do { address = try UpstreamAddress(url) } catch {
      throw Invalid(description: "the provider '\(provider.id)': \(error.description)")
    }
    if let key, !key.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) {
      throw Invalid(description: "the key of the provider '\(provider.id)' has blanks or control characters in it")
    }
    let dialect = own?.dialect ?? provider.dialect
    let tls = address.secure ? try UpstreamTLS(host: address.host, authorityFile: own?.authorityFile) : nil
    var credentials: [(String, String)] = []
    switch dialect {
    case .openAI: if let key { credentials.append(("authorization", "Bearer \(key)")) }
    case .anthropic:
      if let key { credentials.append(("x-api-key", key)) }
      credentials.append(("anthropic-version", "2023-06-01"))
    }
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    func head(_ path: String) -> String {
      UpstreamTarget.head(
        path: path, host: host, port: address.port, defaultPort: address.defaultPort, credentials: credentials)
    }
    // Anthropic's base URL is given without /v1 by its own SDK and with it by others: both are understood.
    let anthropic = address.path.hasSuffix("/v1") ? address.path : "\(address.path)/v1"
    return UpstreamTarget(
      poolKey: PoolKeys.shared.number("\(url) \(own?.authorityFile ?? "")"), provider: provider.id,
      dialect: dialect == .openAI ? .openAIChat : .anthropicMessages,
      limitField: ["openai", "azure"].contains(provider.id) ? .maxCompletionTokens : .maxTokens, host: address.host,
      port: address.port, tls: tls,
      chatHead: head(dialect == .openAI ? "\(address.path)/chat/completions" : "\(anthropic)/messages"),
      embeddingsHead: head("\(address.path)/embeddings"),
      modelsRequest: UpstreamTarget.request(
        path: "\(dialect == .openAI ? address.path : anthropic)/models", host: host, port: address.port,
        defaultPort: address.defaultPort, credentials: credentials),
      secret: key)
  }
}

/// Numbers for upstream addresses that stay the same over reloads, so that pooled connections stay in use.
final class PoolKeys: Sendable {
  static let shared = PoolKeys()
  private let numbers = Mutex<[String: Int]>([:])

  func number(_ address: String) -> Int {
    numbers.withLock { numbers in
      if let number = numbers[address] { return number }
      numbers[address] = numbers.count
      return numbers.count - 1
    }
  }
}
