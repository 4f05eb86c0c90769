import Dialects
import HTTP1
import Ledger
import NIOCore
import NIOPosix
import Synchronization

/// Everything that belongs to one event loop: its client connections, its upstream pool, its scratch space.
final class Worker {
  let loop: any EventLoop
  let core: GatewayCore
  let pool: UpstreamPool
  let emptyBuffer: ByteBuffer
  /// Reused by every request on this loop, so that relaying allocates nothing.
  var scratch: [UInt8] = []
  /// Requests that wait for money.
  let budgetQueue: BudgetQueue
  /// What words said of texts that were seen before.
  var evidence = EvidenceCache()
  /// The lines that repeat across a key's requests.
  var templates = TemplateMemory()
  private(set) var snapshot: Snapshot
  private var connections: [ObjectIdentifier: ClientConnection] = [:]
  private var sweeper: RepeatedTask?
  // Channels with writes that have not left yet.
  private var unflushed: [any Channel] = []

  /// Clients beyond the limit that get an answer at the same time.
  static let turnedAway = 64
  /// How often time limits are looked at, milliseconds; their resolution.
  static let sweepInterval: Int64 = 50

  init(loop: any EventLoop, core: GatewayCore) {
    self.loop = loop
    self.core = core
    pool = UpstreamPool(loop: loop)
    budgetQueue = BudgetQueue(loop: loop)
    emptyBuffer = ByteBufferAllocator().buffer(capacity: 0)
    snapshot = core.snapshot
    scratch.reserveCapacity(16 << 10)
  }

  var limits: GatewayConfiguration.Limits { snapshot.configuration.limits }
  var timeouts: GatewayConfiguration.Timeouts { snapshot.configuration.timeouts }
  var isDraining: Bool { core.draining.load(ordering: .relaxed) }
  var isLeaving: Bool { core.leaving.load(ordering: .relaxed) }

  /// Sends what was written to a channel once this turn of the loop has handled all its events.
  ///
  /// A peer on the same machine is woken by the first write of a burst; the others find it awake. Sent one by one in
  /// between, each would wake it anew, which costs more than everything else that is done for a request.
  func flushSoon(_ channel: any Channel) {
    unflushed.append(channel)
    guard unflushed.count == 1 else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.execute { bound.value.flushAll() }
  }

  private func flushAll() {
    let channels = unflushed
    unflushed.removeAll(keepingCapacity: true)
    for channel in channels { channel.flush() }
  }

  /// Begins looking at time limits.
  func start() {
    let bound = NIOLoopBound(self, eventLoop: loop)
    let interval = TimeAmount.milliseconds(Self.sweepInterval)
    sweeper = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in bound.value.sweep() }
  }

  /// Stops it; connections must be gone.
  func stop() {
    sweeper?.cancel()
    pool.closeIdle()
  }

  func add(_ connection: ClientConnection) {
    connections[ObjectIdentifier(connection)] = connection
    let open = core.connections.add(1, ordering: .relaxed).newValue
    let limit = min(limits.connections, core.affordableConnections)
    guard open > limit else { return }
    core.log.note(.client, "a client was turned away: \(limit) connections are open (limits.connections)")
    // Those that are told why take a place for a moment, so only some are.
    if open <= limit + Self.turnedAway {
      connection.turnAway(.tooManyConnections(limit: limit))
    } else {
      connection.reset()
    }
  }

  func remove(_ connection: ClientConnection) {
    if connections.removeValue(forKey: ObjectIdentifier(connection)) != nil {
      core.connections.subtract(1, ordering: .relaxed)
    }
  }

  /// Bytes that wait for clients which do not read them.
  var bytesWaiting: Int { connections.values.reduce(0) { $0 + $1.bytesWaiting } }

  /// Ends what is left on this loop, in-band where a stream is open.
  func endForShutdown() {
    for connection in Array(connections.values) { connection.endForShutdown() }
    pool.closeIdle()
  }

  /// Ends connections on which no request is under way, those on which none has come yet only with `fresh`; how many of
  /// these are left.
  func closeIdle(fresh: Bool) -> Int {
    Array(connections.values).count { connection in
      guard connection.isFresh, !fresh else {
        connection.closeIfIdle()
        return false
      }
      return true
    }
  }

  /// Decides on a request by its head alone: routes, authenticates, and refuses before any body is read.
  func admit(_ head: RequestHead, mayLookUp: Bool) -> Admission {
    snapshot = core.snapshot
    return Admission(head, worker: self, mayLookUp: mayLookUp)
  }

  private func sweep() {
    let now = NIODeadline.now()
    for connection in Array(connections.values) { connection.sweep(now) }
    budgetQueue.sweep(now, limit: timeouts.budgetWait)
    pool.sweep(now)
  }
}
