import Catalog
import Foundation
import Gateway
import Ledger
import Logging
import Policy

/// The gateway as the demo uses it: the embedded policy and catalogue, every provider played by the simulator.
struct DemoGateway: Sendable {
  private let server: GatewayServer
  /// The encoder that reads what words leave open, or why words judge alone.
  let encoder: String

  var port: Int { server.port }
  var catalog: Catalog { server.snapshot.catalog }
  var policy: Policy { server.snapshot.policy }
  var database: String { server.ledger.path }
  /// Providers that requests can go to.
  var providers: Set<ProviderID> { Set(server.snapshot.upstreams.map(\.provider)) }

  /// Starts on a loopback port; 0 takes a free one.
  static func start(port: Int, simulator: Int, database: String) async throws -> DemoGateway {
    var configuration = GatewayConfiguration()
    configuration.host = "127.0.0.1"
    configuration.port = port
    configuration.ledgerPath = database
    configuration.discovers = false
    configuration.file = "demo"
    let catalog = try Catalog.load(files: EmbeddedFiles.catalog)
    // Machines of one's own are left out: the demo's reader has none, and they have no price per token.
    configuration.providers = catalog.providers.filter { $0.seat != "self" }.map { provider in
      var settings = GatewayConfiguration.ProviderSettings(id: provider.id)
      settings.baseURL = "http://127.0.0.1:\(simulator)/\(provider.id)/v1"
      settings.key = "sk-simulated"
      return settings
    }
    var logger = Logger(label: "steelyard.demo")
    logger.logLevel = .error
    // Of the environment only what says where the encoder is: no key that happens to be there may reach the simulator.
    let environment = ProcessInfo.processInfo.environment.filter { name, _ in
      ["STEELYARD_ENCODER", "XDG_DATA_HOME", "HOME"].contains(name)
    }
    let server = try await GatewayServer.start(configuration, environment: environment, logger: logger)
    return DemoGateway(server: server, encoder: await server.encoderState())
  }

  private init(server: GatewayServer, encoder: String) {
    self.server = server
    self.encoder = encoder
  }

  /// Makes a tenant's key and returns its secret.
  func createKey(for tenant: DemoDay.Tenant) throws -> String {
    func dollars(_ whole: Int) -> NanoDollars { NanoDollars(Int64(whole) * 1_000_000_000) }
    let caps = Caps(day: dollars(tenant.capDay), month: tenant.capMonth.map(dollars))
    return try server.ledger.createKey(tenant: tenant.id, useCase: tenant.keyUseCase, caps: caps, name: "demo").secret
  }

  /// What the ledger says of the latest requests, oldest first.
  func decisions(last count: Int) throws -> [DemoDecision] {
    server.ledger.flush()
    return try server.ledger.reader.decisions(last: count).map { record in
      DemoDecision(
        id: record.draft.id.description, at: record.draft.startedAt, tenant: record.draft.tenant,
        useCase: record.draft.useCase, stakes: record.draft.stakes, modelClass: record.draft.modelClass,
        source: record.draft.source, pinnedBy: record.draft.pinnedBy, first: record.draft.offer,
        served: record.outcome.servedOffer, usage: record.outcome.usage, cost: record.outcome.cost,
        attempts: record.outcome.attempts, isOK: record.outcome.status == .ok)
    }
  }

  /// Ends what is under way and closes the ledger.
  func shutdown() async throws { try await server.shutdown() }
}

/// A row of the ledger, as far as the demo looks at it.
struct DemoDecision: Sendable {
  var id: String
  var at: Timestamp
  var tenant: String?
  var useCase: String
  var stakes: String
  var modelClass: String
  /// What named the use case: header, key, model, metadata, text or fallback.
  var source: String
  /// The domain of the text that raised the stakes.
  var pinnedBy: String?
  /// The offer that was to serve.
  var first: OfferID?
  /// The offer that did.
  var served: OfferID?
  var usage: TokenUsage?
  var cost: NanoDollars?
  var attempts: Int
  var isOK: Bool

  /// True when another offer than the first one served.
  var fellBack: Bool { served != nil && served != first }
}
