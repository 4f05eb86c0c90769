import CMalloc
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
  private let listener: Listener
  let workers: [ObjectIdentifier: NIOLoopBound<Worker>]
  private let environment: [String: String]
  private let keyRefresh: RepeatedTask
  private let prober: UpstreamProber
  private let pruning: RepeatedTask
  private let trimming: RepeatedTask

  private init(
    core: GatewayCore, group: MultiThreadedEventLoopGroup, listener: Listener,
    workers: [ObjectIdentifier: NIOLoopBound<Worker>], environment: [String: String], keyRefresh: RepeatedTask,
    prober: UpstreamProber, pruning: RepeatedTask, trimming: RepeatedTask
  ) {
    self.core = core
    self.group = group
    self.listener = listener
    self.workers = workers
    self.environment = environment
    self.keyRefresh = keyRefresh
    self.prober = prober
    self.pruning = pruning
    self.trimming = trimming
    port = listener.socket.port
  }

  /// Compiles the configuration, opens the ledger and listens. On an error nothing is left open.
  ///
  /// With `takingOver` the process that serves from the ledger makes room for this one, if there is one: it keeps what it
  /// has under way, and no caller is refused. On an error it serves on.
  public static func start(
    _ configuration: GatewayConfiguration, environment: [String: String],
    logger: Logger = Logger(label: "steelyard"), takingOver: Bool = false
  ) async throws -> GatewayServer {
    // Made once and needed below: another core makes it while this one reads the catalogue.
    DispatchQueue.global(qos: .userInitiated).async { _ = try? EmbeddedFiles.assessor() }
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
      let encoder = EncoderService(threads: max(1, threads / 2))
      let folder = EncoderEmbedder.folder(environment)
      encoder.load { try EncoderEmbedder.installed(in: folder) }
      let path = DatabaseLocation.resolve(configuration.ledgerPath)
      let predecessor = takingOver ? try await Handover.take(at: Ledger.handoverPath(path)) : nil
      // All that takes time or may fail comes before the other process is asked to stop.
      if predecessor != nil { _ = await encoder.loaded() }
      var socket = predecessor?.listener
      if let other = socket, !other.serves(host: configuration.host, port: configuration.port) {
        socket = try ListeningSocket.bind(host: configuration.host, port: configuration.port)
      }
      let ledger = try await openLedger(path, predecessor)
      do {
        try store(snapshot, in: ledger)
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
          let bound = try socket ?? ListeningSocket.bind(host: configuration.host, port: configuration.port)
          return try await listen(core: core, group: group, environment: environment, on: bound)
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

  // Beside the process that has it, if there is one.
  private static func openLedger(_ path: String, _ predecessor: Predecessor?) async throws -> Ledger {
    guard let predecessor else { return try Ledger.open(path: path) }
    try predecessor.confirm()
    guard case .sealed(let lock) = try await predecessor.waitForSeal(Self.sealingLimit) else {
      // It has ended, or it cannot make room: then this says that it has the ledger.
      return try Ledger.open(path: path)
    }
    let ledger = try Ledger.open(path: path, sealed: lock)
    do {
      try predecessor.opened()
      return ledger
    } catch {
      // It did not wait, and serves on or has ended.
      ledger.handOver()
      ledger.close()
      return try Ledger.open(path: path)
    }
  }

  private static func listen(
    core: GatewayCore, group: MultiThreadedEventLoopGroup, environment: [String: String], on socket: ListeningSocket
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
    let listener = Listener(socket, group: group, workers: workers, core: core)
    try await listener.accept()
    let refresh = group.next().scheduleRepeatedTask(initialDelay: .milliseconds(500), delay: .milliseconds(500)) { _ in
      core.ledger.refreshKeys()
      rememberKeys(core)
    }
    let pruning = group.next().scheduleRepeatedTask(initialDelay: .minutes(1), delay: .hours(24)) { _ in
      prune(core)
    }
    let trimming = group.next().scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(30)) { _ in
      trim(core)
    }
    let prober = try await UpstreamProber.start(on: group.next(), breakers: core.breakers) { offer in
      let snapshot = core.snapshot
      return snapshot.catalog.offerNumber(offer).flatMap { snapshot.targets[$0] }
    }
    return GatewayServer(
      core: core, group: group, listener: listener, workers: workers, environment: environment, keyRefresh: refresh,
      prober: prober, pruning: pruning, trimming: trimming)
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

  // What start and bursts leave free goes back to the kernel once nothing is under way: looking through it takes
  // milliseconds, for which a request would wait.
  private static func trim(_ core: GatewayCore) {
    guard core.places.taken == 0 else { return }
    DispatchQueue.global(qos: .utility).async { _ = malloc_trim(0) }
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

  /// Waits until the encoder is loaded, or is known to be missing: its name, or why there is none.
  public func encoderState() async -> String { await core.encoder.loaded() }

  /// Says which gates evidence has opened, for requests that are decided from now on.
  func replaceOpenGates(_ gates: [OpenGate]) { core.openGates.replace(gates) }

  /// Stops accepting, lets requests finish until the drain limit, ends what is left in-band, and closes the ledger.
  public func shutdown() async throws {
    core.leaving.store(true, ordering: .relaxed)
    core.draining.store(true, ordering: .relaxed)
    listener.withdrawOffer()
    keyRefresh.cancel()
    pruning.cancel()
    trimming.cancel()
    Self.rememberKeys(core)
    await listener.pause()
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

  /// Has a process that is to take this one's place find it, as soon as no other has requests of the ledger under way.
  /// `onTaken` is called from some thread when one has prepared everything: then `makeRoom` is due.
  public func offerPlace(onTaken: @escaping @Sendable (Successor) -> Void) {
    guard core.ledger.isAlone else { return }
    do { try listener.offer(at: Ledger.handoverPath(core.ledger.path), onTaken: onTaken) } catch {
      core.log.note(
        .ledger,
        "a process that is started with --take-over will not find this one, and has to wait for its end: \(error)"
      )
    }
  }

  /// Leaves listening socket and ledger to a successor; false when it did not come, and all is as before. After true
  /// `shutdown` is due.
  ///
  /// For a second every reply ends its connection, so that callers come back on new ones; these wait in the socket's queue
  /// from the moment at which nothing is accepted here until the successor has opened the ledger.
  public func makeRoom(for successor: Successor) async -> Bool {
    core.leaving.store(true, ordering: .relaxed)
    try? await Task.sleep(for: Self.farewell)
    await listener.pause()
    let deadline = ContinuousClock.now + Self.holding
    while ContinuousClock.now < deadline {
      let fresh = await closeIdle(fresh: false)
      if fresh == 0, core.ledger.underWay >= core.places.taken { break }
      try? await Task.sleep(for: .milliseconds(2))
    }
    _ = await closeIdle(fresh: true)
    await core.shadow.stop()
    do {
      try successor.seal(try core.ledger.seal())
      if await successor.waitUntilOpened(Self.sealingLimit) {
        core.ledger.handOver()
        return true
      }
      core.log.note(.ledger, "the process that was to take this one's place has not come; serving on")
    } catch {
      core.log.note(.ledger, "another process cannot take this one's place: \(error); serving on")
    }
    core.ledger.unseal()
    await stay()
    return false
  }

  private func closeIdle(fresh: Bool) async -> Int {
    var left = 0
    for worker in workers.values {
      left += (try? await worker.eventLoop.submit { worker.value.closeIdle(fresh: fresh) }.get()) ?? 0
    }
    return left
  }

  private func stay() async {
    core.leaving.store(false, ordering: .relaxed)
    do {
      try core.shadow.configure(core.snapshot, environment: environment, ledger: core.ledger.path)
      try await listener.accept()
    } catch {
      core.log.note(.ledger, "serving cannot go on as before: \(error)")
    }
  }

  /// How long replies end their connections before nothing is accepted any more.
  private static let farewell = Duration.seconds(1)
  /// How long connections that were taken in may take until they have sent a request and its money is held.
  private static let holding = Duration.milliseconds(500)
  /// How long one process waits for the other's word.
  private static let sealingLimit = TimeAmount.seconds(15)
}
