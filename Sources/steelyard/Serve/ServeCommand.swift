import ArgumentParser
import Catalog
import Dispatch
import Foundation
import Gateway
import Ledger
import Policy
import StrictYAML

/// `steelyard serve`: the gateway.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs the gateway.",
    discussion: """
      Without a file it looks for steelyard.yaml in this folder, and failing that it uses the built-in defaults with
      the providers whose keys are in the environment and the model servers that answer on this machine.
      A change of the file, or SIGHUP, reloads it; a file with an error is refused and the old one stays in force.
      """)

  @Option(help: "Configuration file.", completion: .file(extensions: ["yaml", "yml"])) var config: String?
  @Option(help: "Address to listen on.") var host: String?
  @Option(help: "Port to listen on; 0 takes a free one.") var port: Int?
  @Option(help: "Ledger file.") var db: String?
  @Flag(help: "Also report each reload's details.") var verbose = false
  @Flag(
    help: """
      Take the place of the process that serves from this ledger, if there is one: it ends what it has under way and \
      stops, and no caller is refused.
      """) var takeOver = false

  func run() async throws {
    let configuration = try load(config)
    // Marked before the files' content takes effect: what changes from here on is noticed.
    var watch = FileWatch(configuration.watched)
    // From here on a signal waits for the server to be there.
    let (events, queue) = AsyncStream.makeStream(of: Event.self)
    Signals.send(to: queue, poll: .seconds(1)) { .signal($0) }
    let server = try await start(configuration)
    report(server)
    try await supervise(server, events, queue, &watch)
  }

  private func start(_ configuration: GatewayConfiguration) async throws -> GatewayServer {
    do {
      return try await GatewayServer.start(
        configuration, environment: ProcessInfo.processInfo.environment, takingOver: takeOver)
    } catch {
      var reason = ListenFailure(error, host: configuration.host, port: configuration.port)?.description ?? "\(error)"
      if takeOver, let error = error as? LedgerError, error.code == .alreadyOpen {
        reason =
          "the process that serves from this ledger does not give up its place: it is of an older version, or the process before it has not ended yet; try again once that has, or stop it (\(error))"
      }
      throw CommandFailure("the gateway could not start: \(reason)")
    }
  }

  /// Reads the file, or steelyard.yaml if that is here, and what the command line says above it.
  private func load(_ file: String?) throws -> GatewayConfiguration {
    var configuration = try GatewayConfiguration.found(file) ?? GatewayConfiguration()
    if let host { configuration.host = host }
    if let port {
      guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535") }
      configuration.port = port
    }
    if let db { configuration.ledgerPath = db }
    return configuration
  }

  private func report(_ server: GatewayServer) {
    let snapshot = server.snapshot
    let configuration = snapshot.configuration
    Terminal.line("steelyard \(SteelyardVersion.current)")
    Terminal.line("configuration: \(configuration.file ?? "built-in defaults (no steelyard.yaml here)")")
    Terminal.line(
      "policy: \(configuration.policy.name), \(snapshot.policy.useCases.count) use cases, \(snapshot.policy.rules.count) rules"
    )
    Terminal.line("catalogue: \(snapshot.catalog.models.count) models, \(snapshot.catalog.offers.count) offers")
    for upstream in snapshot.upstreams {
      Terminal.line(
        "upstream: \(upstream.provider) at \(upstream.baseURL) (\(upstream.origin)), \(upstream.offers) offers")
    }
    if snapshot.upstreams.isEmpty {
      let variables = snapshot.catalog.providers.compactMap(\.keyVariable).prefix(8).joined(separator: ", ")
      Terminal.line(
        "upstream: none. Set a provider's key (\(variables), …), start Ollama, or write steelyard.yaml ('steelyard init')"
      )
    }
    warn(snapshot)
    Terminal.line("ledger: \(DatabaseLocation.resolve(configuration.ledgerPath))")
    let recovered = server.ledger.recovery
    if !recovered.isClean { Terminal.line("recovered after an unclean end: \(recovered)") }
    if configuration.authentication == .off || (configuration.authentication == .auto && !server.ledger.requiresKey) {
      Terminal.line("keys: none asked for (create one with 'steelyard keys create' and every caller needs one)")
      if !["127.0.0.1", "::1", "localhost"].contains(configuration.host) {
        Terminal.line(
          "warning: listening on \(configuration.host) without keys: anybody who reaches this port spends your money")
      }
    } else {
      Terminal.line("keys: required")
    }
    Terminal.line(
      "listening on http://\(configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host):\(server.port)"
    )
  }

  private func warn(_ snapshot: Snapshot) {
    let ledger = DatabaseLocation.resolve(snapshot.configuration.ledgerPath)
    for warning in snapshot.warnings + ReadableSecrets.warnings(snapshot.configuration, ledger: ledger) {
      Terminal.line("warning: \(warning)")
    }
  }

  private enum Event: Sendable { case signal(Signals.Event), successor(Successor) }

  private func supervise(
    _ server: GatewayServer, _ events: AsyncStream<Event>, _ queue: AsyncStream<Event>.Continuation,
    _ watch: inout FileWatch
  ) async throws {
    let offer = { server.offerPlace { queue.yield(.successor($0)) } }
    offer()
    for await event in events {
      switch event {
      case .signal(.stop):
        Terminal.line("shutting down: waiting for requests under way")
        return try await stop(server)
      case .successor(let successor):
        Terminal.line("another process takes this one's place: finishing the requests under way")
        if await server.makeRoom(for: successor) { return try await stop(server) }
        Terminal.line("the other process has not come: serving on")
      case .signal(.reload):
        _ = watch.hasChanged()
        await reload(server, &watch)
      case .signal(.tick):
        offer()
        if watch.hasChanged() { await reload(server, &watch) }
      }
    }
  }

  private func stop(_ server: GatewayServer) async throws {
    try await server.shutdown()
    Terminal.line("stopped")
  }

  private func reload(_ server: GatewayServer, _ watch: inout FileWatch) async {
    do {
      // What came from a file is only ever replaced by that file: one that has vanished is not "no configuration".
      let configuration = try load(server.snapshot.configuration.file ?? config)
      // Before they are read, so that no change of them is missed; those in force too, in case the new ones are refused.
      watch.follow(server.snapshot.configuration.watched + configuration.watched)
      let snapshot = try await server.reload(configuration)
      watch.follow(snapshot.configuration.watched)
      Terminal.line("reloaded: \(snapshot.upstreams.count) upstreams, policy \(snapshot.basis.policy.hash.prefix(12))")
      warn(snapshot)
      if verbose {
        for upstream in snapshot.upstreams { Terminal.line("upstream: \(upstream.provider) at \(upstream.baseURL)") }
      }
    } catch {
      Terminal.line("the new configuration is refused and the old one stays in force:\n\(error)")
    }
  }
}
