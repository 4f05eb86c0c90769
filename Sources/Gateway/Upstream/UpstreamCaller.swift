import Catalog
import Dialects
import NIOCore
import NIOPosix

/// Makes whole calls on a thread and over connections of its own, so that no client's request waits for one.
final class UpstreamCaller: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let loop: any EventLoop
  private let desk: NIOLoopBound<Desk>

  // The calls under way, and those whose end was asked for before they began.
  private final class Desk {
    let pool: UpstreamPool
    var calls: [Int: UpstreamCall] = [:]
    var cancelled: Set<Int> = []
    var next = 0
    private let loop: any EventLoop
    private var lateness = LoopLateness(from: .now())
    private var ticks: RepeatedTask?

    init(loop: any EventLoop) {
      self.loop = loop
      pool = UpstreamPool(loop: loop)
    }

    func begin(
      _ bytes: ByteBuffer, to target: UpstreamTarget, limits: UpstreamCall.Limits, number: Int,
      done: @escaping (Result<UpstreamCall.Reply, UpstreamFailure>) -> Void
    ) {
      if calls.isEmpty { watch() }
      let call = UpstreamCall(
        bytes, to: target, pool: pool, loop: loop, limits: limits, lateness: { self.lateness.total(at: .now()) }
      ) { result in
        self.calls[number] = nil
        if self.calls.isEmpty { self.ticks?.cancel() }
        done(result)
      }
      calls[number] = call
      if cancelled.remove(number) == nil { call.start() } else { call.cancel() }
    }

    // Nothing ticks while nobody waits.
    private func watch() {
      lateness = LoopLateness(from: .now())
      let bound = NIOLoopBound(self, eventLoop: loop)
      ticks = loop.scheduleRepeatedTask(initialDelay: LoopLateness.interval, delay: LoopLateness.interval) { _ in
        bound.value.lateness.tick(at: .now())
      }
    }
  }

  /// What runs on the thread of these calls.
  let executor: LoopExecutor

  /// A thread for calls; one in the background gives way to those that serve.
  init(inBackground: Bool = false) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    self.loop = loop
    executor = LoopExecutor(loop)
    if inBackground { loop.execute { ThreadPriority.yield() } }
    // The loop is new and has nothing else to do.
    guard let desk = try? loop.submit({ NIOLoopBound(Desk(loop: loop), eventLoop: loop) }).wait() else {
      preconditionFailure("an event loop that was just made does not run")
    }
    self.desk = desk
    loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
      desk.value.pool.sweep(.now())
    }
  }

  /// Calls an offer and waits for the end, trying again what failed for a reason that may pass.
  ///
  /// A cancelled task ends the call at once.
  func call(
    _ request: WholeRequest, _ offer: Offer, at target: UpstreamTarget, maxOutputTokens: Int,
    limits: UpstreamCall.Limits, retries: AttemptMachine.Settings
  ) async -> UpstreamOutcome {
    let bytes: ByteBuffer
    do {
      bytes = try request.encode(for: offer, target: target, maxOutputTokens: maxOutputTokens)
    } catch {
      return UpstreamOutcome(.failure("the request cannot be said in this upstream's dialect: \(error.message)"))
    }
    var machine = AttemptMachine(settings: retries, offers: 1)
    var uncertain = 0
    while true {
      let (failure, retryAfter, words): (UpstreamFailure, Int64?, String?)
      switch await once(bytes, to: target, limits: limits) {
      case .success(let reply) where reply.status == 200:
        var outcome = UpstreamOutcome(request, reply, from: target)
        outcome.uncertainAttempts += uncertain
        return outcome
      case .success(let reply):
        (failure, retryAfter) = (.status(reply.status), reply.retryAfter)
        words = WireError(upstreamBody: reply.body.readableBytesUInt8Span, status: reply.status).map {
          target.redacted($0.message)
        }
      case .failure(let reason):
        (failure, retryAfter, words) = (reason, nil, nil)
        if reason.mayHaveCost { uncertain += 1 }
      }
      let action = machine.failed(failure, retryAfter: retryAfter, jitter: .random(in: 0..<1))
      guard case .attempt(_, let delay) = action, !Task.isCancelled else {
        var outcome = UpstreamOutcome(.failure(failure.sentence + (words.map { ": \($0)" } ?? "")))
        outcome.uncertainAttempts = uncertain
        return outcome
      }
      try? await Task.sleep(for: .milliseconds(delay))
    }
  }

  /// Closes what is open and ends the thread.
  func stop() async {
    let desk = desk
    try? await loop.submit {
      for call in Array(desk.value.calls.values) { call.cancel() }
      desk.value.pool.closeIdle()
    }.get()
    try? await group.shutdownGracefully()
  }

  private func once(
    _ bytes: ByteBuffer, to target: UpstreamTarget, limits: UpstreamCall.Limits
  ) async -> Result<UpstreamCall.Reply, UpstreamFailure> {
    let (loop, desk) = (loop, desk)
    let number = try? await loop.submit {
      desk.value.next += 1
      return desk.value.next
    }.get()
    guard let number else { return .failure(.connect("the gateway is shutting down")) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.execute {
          desk.value.begin(bytes, to: target, limits: limits, number: number) { continuation.resume(returning: $0) }
        }
      }
    } onCancel: {
      loop.execute {
        guard let call = desk.value.calls[number] else {
          desk.value.cancelled.insert(number)
          return
        }
        call.cancel()
      }
    }
  }
}

extension UpstreamFailure {
  /// Whether the upstream may have begun to work, and to charge for it, before this happened.
  var mayHaveCost: Bool {
    switch self {
    case .connect, .tls, .status, .contextLength, .timeout(.connect), .closed(reusedBeforeResponse: true): false
    case .timeout, .closed, .malformed: true
    }
  }
}
