import Catalog
import Evidence
import Ledger
import Logging
import Policy
import Synchronization

/// Has the side that did not serve a request answer it too, and makes evidence of the pair. Nobody's user waits for it
/// or sees what comes of it.
final class ShadowService: Sendable {
  /// What waits for a moment beside the event loops.
  enum Work: Sendable {
    case sample(ShadowSample)
    /// Replies of a challenger that serves which close its gate.
    case failures([GateEvent], GateStanding)
  }

  private struct State {
    var settings: ShadowSettings?
    var sampling: ShadowSampling?
    var counts = ShadowCounts()
    var queue: AsyncStream<Work>.Continuation?
    var waiting = 0
    var queuedBytes = 0
    // Taken and not ended.
    var open = 0
    var underWay: Set<String> = []
    var idle: [CheckedContinuation<Void, Never>] = []
    var task: Task<Void, Never>?
    var isStopped = false
  }

  /// Bytes of requests and answers that may wait.
  static let mostQueuedBytes = 64 << 20
  /// Milliseconds between two looks at what other processes wrote.
  static let refreshInterval: Int64 = 2_000

  let desk: GateDesk
  let store: EvidenceStore
  let money: ShadowMoney
  let logger: Logger
  private let caller = Mutex<UpstreamCaller?>(nil)
  private let state = Mutex(State())
  private let on = Atomic<Bool>(false)

  init(desk: GateDesk, store: EvidenceStore, logger: Logger) {
    self.desk = desk
    self.store = store
    self.logger = logger
    money = ShadowMoney(store)
  }

  /// Whether there is anything to look at: the only thing that a request pays for where there is not.
  var isOn: Bool { on.load(ordering: .relaxed) }

  /// What became of the requests that were seen.
  var counts: ShadowCounts { state.withLock { $0.counts } }

  /// Puts a configuration in force. Without `shadow:`, or without gates, nothing is called and no gate is open: one that
  /// nobody watches must not serve.
  func configure(_ snapshot: Snapshot, environment: [String: String], ledger: String) throws {
    let settings = snapshot.policy.gates.isEmpty ? nil : snapshot.configuration.shadow
    let salt = try settings.map { try ShadowSalt.load($0, environment: environment, ledger: ledger) }
    if settings == nil, !snapshot.policy.gates.isEmpty {
      logger.notice("the policy has gates and 'shadow' is off: nothing is gathered, and no gate is open")
    }
    desk.configure(settings == nil ? nil : snapshot, under: salt.map { GateSeal(salt: $0) }, at: .now())
    state.withLock { state in
      state.settings = settings
      state.sampling = salt.map { ShadowSampling(salt: $0) }
      guard settings != nil, state.task == nil, !state.isStopped else { return }
      let (waiting, queue) = AsyncStream.makeStream(of: Work.self, bufferingPolicy: .unbounded)
      state.queue = queue
      let background = UpstreamCaller(inBackground: true)
      caller.withLock { $0 = background }
      // The one task of this service: it lives until `stop`, which waits for it. Scores and rows are made on the thread
      // of its calls, which gives way to the threads that serve.
      state.task = Task(executorPreference: background.executor) { await self.run(waiting) }
    }
    on.store(settings != nil, ordering: .relaxed)
  }

  /// Gives up what is under way and what waits, at once; `configure` begins anew.
  func stop() async {
    on.store(false, ordering: .relaxed)
    let task = state.withLock { state in
      state.isStopped = true
      state.queue?.finish()
      return state.task
    }
    task?.cancel()
    await task?.value
    state.withLock { state in
      state.isStopped = false
      state.task = nil
      state.queue = nil
    }
    let caller = caller.withLock { caller in
      defer { caller = nil }
      return caller
    }
    await caller?.stop()
  }

  /// The secret choice, and how much of what is chosen.
  func sampler() -> (sampling: ShadowSampling, settings: ShadowSettings)? {
    state.withLock { state in
      guard let sampling = state.sampling, let settings = state.settings else { return nil }
      return (sampling, settings)
    }
  }

  /// Counts requests of gated use cases and units that were chosen.
  func note(seen: Int, chosen: Int) {
    state.withLock { state in
      state.counts.seen += seen
      state.counts.chosen += chosen
    }
  }

  /// Counts a unit that brings no observation.
  func drop(_ reason: ShadowCounts.Reason, _ count: Int = 1) {
    state.withLock { $0.counts.dropped[reason, default: 0] += count }
  }

  /// Takes a request whose caller has its answer; drops it when too many wait.
  func take(_ sample: ShadowSample) {
    state.withLock { state in
      guard let queue = state.queue, let settings = state.settings, !state.isStopped else {
        state.counts.dropped[.shutdown, default: 0] += sample.tickets.count
        return
      }
      guard state.waiting < settings.queue, state.queuedBytes + sample.bytes <= Self.mostQueuedBytes else {
        state.counts.dropped[.queueFull, default: 0] += sample.tickets.count
        return
      }
      state.waiting += 1
      state.open += 1
      state.queuedBytes += sample.bytes
      queue.yield(.sample(sample))
    }
  }

  /// Waits until nothing waits any more and nothing is under way.
  func idle() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.open > 0 { state.idle.append(continuation) }
        return state.open == 0
      }
      if isIdle { continuation.resume() }
    }
  }

  private func ended() {
    let idle = state.withLock { state in
      state.open -= 1
      guard state.open == 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { state.idle = [] }
      return state.idle
    }
    for continuation in idle { continuation.resume() }
  }

  /// Writes down the replies that closed a gate, which is out of service already.
  func write(_ failures: [GateEvent], of standing: GateStanding) {
    state.withLock { state in
      guard let queue = state.queue, !state.isStopped else { return }
      state.open += 1
      queue.yield(.failures(failures, standing))
    }
  }

  private func run(_ waiting: AsyncStream<Work>) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.keepUp() }
      group.addTask { await self.work(waiting) }
    }
  }

  // Looks at what other processes wrote, and forgets what is kept no longer.
  private func keepUp() async {
    var round = 0
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(Self.refreshInterval))
      guard !Task.isCancelled, isOn else { continue }
      desk.refresh(at: .now())
      do { try money.refresh(at: .now()) } catch { logger.error("shadow: the day's money was not read: \(error)") }
      if round % 900 == 0 {
        do { _ = try store.prune(now: .now()) } catch { logger.error("shadow: texts were not pruned: \(error)") }
      }
      round += 1
    }
  }

  private func work(_ waiting: AsyncStream<Work>) async {
    await withTaskGroup(of: Void.self) { group in
      var running = 0
      for await work in waiting {
        guard case .sample(let sample) = work else {
          if case .failures(let events, let standing) = work {
            desk.close(events, of: standing, at: .now())
          }
          ended()
          continue
        }
        let limit = state.withLock { state in
          state.waiting -= 1
          state.queuedBytes -= sample.bytes
          return state.settings?.concurrency ?? 1
        }
        while running >= limit, await group.next() != nil { running -= 1 }
        guard !Task.isCancelled else {
          drop(.shutdown, sample.tickets.count)
          ended()
          continue
        }
        running += 1
        group.addTask {
          await self.observe(sample)
          self.ended()
        }
      }
    }
  }

  private func observe(_ sample: ShadowSample) async {
    for ticket in sample.tickets {
      let name = "\(ticket.standing.id) \(ticket.inclusion.unit)"
      let isFree = state.withLock { $0.underWay.insert(name).inserted }
      guard isFree, let caller = caller.withLock({ $0 }), let settings = sampler()?.settings else {
        drop(isFree ? .shutdown : .knownUnit)
        continue
      }
      let observation = ShadowObservation(
        service: self, caller: caller, settings: settings, sample: sample, ticket: ticket)
      let ending = await observation.make()
      state.withLock { state in
        state.underWay.remove(name)
        state.counts.judged += ending.judgeCalls
        if let reason = ending.dropped {
          state.counts.dropped[reason, default: 0] += 1
        } else {
          state.counts.observed += 1
        }
      }
    }
  }
}
