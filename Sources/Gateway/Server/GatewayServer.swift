import Catalog
import Dispatch
import Foundation
public import Ledger
public import Logging
import NIOCore
import NIOPosix
import Routing
import Synchronization

/// The data plane: listens, serves, reloads and drains. One value for the program, its tests and the demo.
public final class GatewayServer: Sendable {
  /// The port it listens on.
  public let port: Int
  /// What it was started with, as found and compiled.
  public var snapshot: Snapshot { core.snapshot }
  /// The record.
  public var ledger: Ledger { core.ledger }

  let core: GatewayCore
  private let group: MultiThreadedEventLoopGroup
  private let listener: any Channel
  let workers: [ObjectIdentifier: NIOLoopBound<Worker>]
  private let environment: [String: String]
  private let keyRefresh: RepeatedTask
  private let prober: UpstreamProber
  private let pruning: RepeatedTask

  private init(
    core: GatewayCore, group: MultiThreadedEventLoopGroup, listener: any Channel,
    workers: [ObjectIdentifier: NIOLoopBound<Worker>], environment: [String: String], keyRefresh: RepeatedTask,
    prober: UpstreamProber, pruning: RepeatedTask
  ) {
    self.core = core
    self.group = group
    self.listener = listener
    self.workers = workers
    self.environment = environment
    self.keyRefresh = keyRefresh
    self.prober = prober
    self.pruning = pruning
    port = listener.localAddress?.port ?? 0
  }

  /// Opens the ledger, compiles the configuration and listens. On an error nothing is left open.
  public static func start(
    _ configuration: GatewayConfiguration, environment: [String: String],
    logger: Logger = Logger(label: "steelyard")
  ) async throws -> GatewayServer {
    let wanted = configuration.limits.connections
    let affordable = OpenFiles.affordableConnections(
      OpenFiles.raiseLimit(to: OpenFiles.needed(connections: wanted)))
    if affordable < wanted {
      logger.warning(
        "the process may open too few files for limits.connections, \(wanted): at most \(affordable) clients will be served at once; raise the limit (ulimit -n, LimitNOFILE) to \(OpenFiles.needed(connections: wanted))"
      )
    }
    let threads = configuration.threads > 0 ? configuration.threads : AvailableCores.count
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    do {
      let found = configuration.discovers ? await LocalServers.find(group) : LocalServers()
      let snapshot = try SnapshotBuilder(configuration: configuration, environment: environment, found: found).build()
      let ledger = try Ledger.open(path: DatabaseLocation.resolve(configuration.ledgerPath), options: LedgerOptions())
      do {
        try store(snapshot, in: ledger)
        let encoder = EncoderService(threads: max(1, threads / 2))
        let folder = EncoderEmbedder.folder(environment)
        encoder.load { try EncoderEmbedder.installed(in: folder) }
        let core = GatewayCore(
          ledger: ledger, snapshot: snapshot, encoder: encoder, affordableConnections: affordable, logger: logger)
        if ledger.keysWereLost || (core.keysMemory.keysExisted && !ledger.requiresKey) {
          let marks = [
            ledger.keysWereLost ? "\(ledger.path)-keys" : nil, core.keysMemory.keysExisted ? core.keysMemory.path : nil,
          ]
          logger.warning(
            "keys have existed for '\(ledger.path)' and it has none: its file was lost or replaced; callers are asked for keys all the same ('steelyard keys create' makes new ones; who means to do without removes \(marks.compactMap { $0 }.joined(separator: " and ")))"
          )
        }
        try core.shadow.configure(snapshot, environment: environment, ledger: ledger.path)
        do {
          return try await listen(core: core, group: group, environment: environment)
        } catch {
          await core.shadow.stop()
          throw error
        }
      } catch {
        ledger.close()
        throw error
      }
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private static func listen(
    core: GatewayCore, group: MultiThreadedEventLoopGroup, environment: [String: String]
  ) async throws -> GatewayServer {
    var made: [ObjectIdentifier: NIOLoopBound<Worker>] = [:]
    for loop in group.makeIterator() {
      made[ObjectIdentifier(loop)] = try await loop.submit {
        let worker = Worker(loop: loop, core: core)
        worker.start()
        return NIOLoopBound(worker, eventLoop: loop)
      }.get()
    }
    let workers = made
    let configuration = core.snapshot.configuration
    let listener = try await ServerBootstrap(group: group)
      .serverChannelInitializer { channel in
        // Out of files, accepting pauses; each try would fail at once and be made again.
        let backoff = AcceptBackoffHandler(shouldForwardIOErrorCaught: false) { error in
          guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else { return nil }
          core.log.note(.files, "no connection can be accepted now: \(error); trying again in 200 ms")
          return .milliseconds(200)
        }
        return channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(backoff) }
      }
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelOption(.allowRemoteHalfClosure, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let worker = workers[ObjectIdentifier(channel.eventLoop)]?.value else { return }
          try channel.pipeline.syncOperations.addHandler(ClientConnection(worker: worker))
        }
      }
      .bind(host: configuration.host, port: configuration.port).get()
    let refresh = group.next().scheduleRepeatedTask(initialDelay: .milliseconds(500), delay: .milliseconds(500)) { _ in
      core.ledger.refreshKeys()
      rememberKeys(core)
    }
    let pruning = group.next().scheduleRepeatedTask(initialDelay: .minutes(1), delay: .hours(24)) { _ in
      prune(core)
    }
    let prober = try await UpstreamProber.start(on: group.next(), breakers: core.breakers) { offer in
      let snapshot = core.snapshot
      return snapshot.catalog.offerNumber(offer).flatMap { snapshot.targets[$0] }
    }
    return GatewayServer(
      core: core, group: group, listener: listener, workers: workers, environment: environment, keyRefresh: refresh,
      prober: prober, pruning: pruning)
  }

  private static func rememberKeys(_ core: GatewayCore) {
    guard core.ledger.requiresKey, !core.keysMemory.keysExisted, !core.keysMemory.keysExist() else { return }
    core.log.note(.ledger, "'\(core.keysMemory.path ?? "")', which remembers that keys exist, cannot be made")
  }

  // Texts are kept for a time, whether or not anybody looks at them still.
  private static func prune(_ core: GatewayCore) {
    DispatchQueue.global(qos: .utility).async {
      let kept = core.snapshot.configuration.shadow?.keep.map { $0 / 86_400_000 } ?? FeedbackDesk.days
      do {
        try core.ledger.prune(now: .now(), commentDays: Int(clamping: kept))
      } catch {
        core.log.note(.ledger, "texts that are past their time could not be removed from the ledger: \(error)")
      }
    }
  }

  private static func store(_ snapshot: Snapshot, in ledger: Ledger) throws {
    for document in [snapshot.basis.catalog, snapshot.basis.policy, snapshot.basis.providers] {
      try ledger.storeDocument(hash: document.hash, kind: document.kind, body: document.body)
    }
  }

  /// Puts a new configuration in force, or throws and leaves the old one as it is.
  ///
  /// The listening address, the number of threads and the ledger cannot change while the process runs.
  @discardableResult
  public func reload(_ configuration: GatewayConfiguration) async throws -> Snapshot {
    let found = configuration.discovers ? await LocalServers.find(group) : LocalServers()
    let snapshot = try SnapshotBuilder(configuration: configuration, environment: environment, found: found).build()
    try Self.store(snapshot, in: core.ledger)
    try core.shadow.configure(snapshot, environment: environment, ledger: core.ledger.path)
    core.replace(snapshot)
    return snapshot
  }

  /// Says which gates evidence has opened, for requests that are decided from now on.
  func replaceOpenGates(_ gates: [OpenGate]) { core.openGates.replace(gates) }

  /// Stops accepting, lets requests finish until the drain limit, ends what is left in-band, and closes the ledger.
  public func shutdown() async throws {
    core.draining.store(true, ordering: .relaxed)
    keyRefresh.cancel()
    pruning.cancel()
    Self.rememberKeys(core)
    try? await listener.close()
    await prober.stop()
    await core.shadow.stop()
    let limit = core.snapshot.configuration.timeouts.drain
    let deadline = ContinuousClock.now + .milliseconds(limit)
    while core.places.taken > 0, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(20))
    }
    for worker in workers.values {
      try? await worker.eventLoop.submit { worker.value.endForShutdown() }.get()
    }
    // What was just written in-band has to leave the sockets before they are closed.
    let closing = ContinuousClock.now + .seconds(2)
    while core.connections.load(ordering: .relaxed) > 0, ContinuousClock.now < closing {
      try? await Task.sleep(for: .milliseconds(10))
    }
    for worker in workers.values { try? await worker.eventLoop.submit { worker.value.stop() }.get() }
    try await group.shutdownGracefully()
    core.ledger.close()
  }
}
