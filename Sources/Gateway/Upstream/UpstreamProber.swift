import Catalog
import HTTP1
import NIOCore
import NIOPosix

/// Looks in the background whether upstreams whose breakers are open are back, so that no caller has to find out.
///
/// A probe asks for the list of models with the provider's own credentials: that costs nothing. Any answer counts, but
/// one of 500 and above or a 429. Where an upstream could not be reached, a connection is answer enough.
final class UpstreamProber: Sendable {
  /// How often it is looked whether a probe is due.
  static let interval = TimeAmount.milliseconds(250)
  /// For a connection and a response's head together.
  static let limit = TimeAmount.seconds(2)

  private let rounds: NIOLoopBound<Rounds>
  private let task: RepeatedTask

  private init(rounds: NIOLoopBound<Rounds>, task: RepeatedTask) {
    self.rounds = rounds
    self.task = task
  }

  /// Begins to look. `target` tells where an offer is served now; nil for one that is not.
  static func start(
    on loop: any EventLoop, breakers: Breakers, target: @escaping @Sendable (OfferID) -> UpstreamTarget?
  ) async throws -> UpstreamProber {
    let rounds = try await loop.submit {
      NIOLoopBound(Rounds(loop: loop, breakers: breakers, target: target), eventLoop: loop)
    }.get()
    let task = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in rounds.value.run(.now()) }
    return UpstreamProber(rounds: rounds, task: task)
  }

  /// Stops looking and ends the probes that are under way. The loop must still be running.
  func stop() async {
    task.cancel()
    let rounds = rounds
    try? await rounds.eventLoop.submit { rounds.value.stop() }.get()
  }

  /// The probes of one event loop, one at a time for each provider.
  private final class Rounds {
    private let loop: any EventLoop
    private let pool: UpstreamPool
    private let breakers: Breakers
    private let target: (OfferID) -> UpstreamTarget?
    private var probes: [ProviderID: UpstreamProbe] = [:]
    private var waiting: [ProviderID: Set<OfferID>] = [:]
    private var hasStopped = false

    init(loop: any EventLoop, breakers: Breakers, target: @escaping (OfferID) -> UpstreamTarget?) {
      self.loop = loop
      self.breakers = breakers
      self.target = target
      pool = UpstreamPool(loop: loop)
    }

    func run(_ now: NIODeadline) {
      guard !hasStopped else { return }
      for (offer, cause) in breakers.takeProbes(at: now) {
        guard let target = target(offer) else {
          breakers.forget(offer)
          continue
        }
        waiting[target.provider, default: []].insert(offer)
        guard probes[target.provider] == nil else { continue }
        let probe = UpstreamProbe(target, pool: pool, loop: loop, connectionSuffices: cause == .unreachable) {
          self.end(target.provider, isBack: $0)
        }
        probes[target.provider] = probe
        probe.start()
      }
    }

    func stop() {
      hasStopped = true
      waiting.removeAll()
      for probe in Array(probes.values) { probe.cancel() }
    }

    private func end(_ provider: ProviderID, isBack: Bool) {
      probes[provider] = nil
      let offers = waiting.removeValue(forKey: provider) ?? []
      guard isBack else { return }
      for offer in offers.sorted() { breakers.probeAnswered(offer, at: .now()) }
    }
  }
}

/// One look at an upstream over a connection of its own: connects, asks for the models, reads the head of the answer.
/// Belongs to one event loop.
private final class UpstreamProbe: ReplyReceiver {
  private let target: UpstreamTarget
  private let pool: UpstreamPool
  private let loop: any EventLoop
  private let connectionSuffices: Bool
  private var done: ((Bool) -> Void)?
  private var connection: UpstreamConnection?
  private var deadline: Scheduled<Void>?

  init(
    _ target: UpstreamTarget, pool: UpstreamPool, loop: any EventLoop, connectionSuffices: Bool,
    done: @escaping (Bool) -> Void
  ) {
    self.target = target
    self.pool = pool
    self.loop = loop
    self.connectionSuffices = connectionSuffices
    self.done = done
  }

  func start() {
    let bound = NIOLoopBound(self, eventLoop: loop)
    deadline = loop.scheduleTask(in: UpstreamProber.limit) { bound.value.end(false) }
    pool.connect(target, timeout: UpstreamProber.limit) { result in
      switch result {
      case .failure: self.end(false)
      case .success(let connection) where self.done == nil: connection.cancel()
      case .success(let connection):
        self.connection = connection
        // A handshake is not complete when the connection is, so TLS shows only in an answer.
        if self.connectionSuffices, self.target.tls == nil { return self.end(true) }
        connection.send(ByteBuffer(string: self.target.modelsRequest), for: self)
      }
    }
  }

  func cancel() { end(false) }

  func flush(_ channel: any Channel) { channel.flush() }

  func upstream(_ connection: UpstreamConnection, head: HTTPResponseParser.Head) {
    end(head.status < 500 && head.status != 429)
  }

  func upstream(_ connection: UpstreamConnection, body bytes: ByteBuffer) {}
  func upstreamReadComplete() {}
  func upstreamEnded(_ connection: UpstreamConnection) { end(false) }
  func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure) { end(false) }

  private func end(_ isBack: Bool) {
    guard let done else { return }
    self.done = nil
    deadline?.cancel()
    connection?.cancel()
    connection = nil
    done(isBack)
  }
}
