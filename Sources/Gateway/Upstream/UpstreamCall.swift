import HTTP1
import NIOCore

/// One request to an upstream that no client waits for, answered in one piece. Belongs to one event loop.
final class UpstreamCall: ReplyReceiver {
  /// How long it may take and how much may come back.
  struct Limits: Hashable, Sendable {
    /// Until the upstream accepts a connection, milliseconds.
    var connect: Int64 = 5_000
    /// For the whole call, milliseconds.
    var total: Int64 = 120_000
    /// The longest reply, bytes.
    var replyBytes = 8 << 20
  }

  /// What came back, whatever its status.
  struct Reply: Sendable {
    var status: Int
    var body: ByteBuffer
    /// Milliseconds after which the upstream asks to be called again.
    var retryAfter: Int64?
    /// From the call's start to the last byte, without the time in which the loop could not run.
    var latency: Duration
  }

  private let pool: UpstreamPool
  private let loop: any EventLoop
  private let target: UpstreamTarget
  private let bytes: ByteBuffer
  private let limits: Limits
  private let lateness: () -> TimeAmount
  private var done: ((Result<Reply, UpstreamFailure>) -> Void)?
  private var connection: UpstreamConnection?
  private var head: HTTPResponseParser.Head?
  private var body = ByteBuffer()
  private var started = (at: NIODeadline.now(), lateness: TimeAmount.zero)
  private var deadlines: [UpstreamFailure.Phase: Scheduled<Void>] = [:]

  /// A call that is not made yet; `done` is called once, on the loop. Where nobody waits for the end, `lateness` tells
  /// how long the loop was kept from running until now, and the limits do without that time.
  init(
    _ bytes: ByteBuffer, to target: UpstreamTarget, pool: UpstreamPool, loop: any EventLoop, limits: Limits,
    lateness: @escaping () -> TimeAmount = { .zero },
    done: @escaping (Result<Reply, UpstreamFailure>) -> Void
  ) {
    self.bytes = bytes
    self.target = target
    self.pool = pool
    self.loop = loop
    self.limits = limits
    self.lateness = lateness
    self.done = done
  }

  /// Makes the call.
  func start() {
    started = (.now(), lateness())
    limit(.total, to: .milliseconds(max(1, limits.total)))
    if let connection = pool.idleConnection(target.poolKey) { return send(on: connection) }
    let connect = TimeAmount.milliseconds(max(1, limits.connect))
    limit(.connect, to: connect)
    // An attempt that was given up here ends by itself, a minute later.
    pool.connect(target, timeout: connect + .minutes(1)) { result in
      self.deadlines.removeValue(forKey: .connect)?.cancel()
      switch result {
      case .success(let connection) where self.done == nil: self.pool.put(connection)
      case .success(let connection): self.send(on: connection)
      case .failure(let failure): self.end(.failure(failure))
      }
    }
  }

  // Ends the call when a phase takes longer than it may.
  private func limit(_ phase: UpstreamFailure.Phase, to time: TimeAmount) {
    let bound = NIOLoopBound(self, eventLoop: loop)
    let late = lateness()
    deadlines[phase] = loop.scheduleTask(in: time) {
      let call = bound.value
      let lost = call.lateness() - late
      if lost > LoopLateness.interval { return call.limit(phase, to: lost) }
      call.end(.failure(.timeout(phase)))
    }
  }

  /// Gives the call up.
  func cancel() { end(.failure(.timeout(.total))) }

  private func send(on connection: UpstreamConnection) {
    self.connection = connection
    connection.send(bytes, for: self)
  }

  private func end(_ result: Result<Reply, UpstreamFailure>) {
    guard let done else { return }
    self.done = nil
    for deadline in deadlines.values { deadline.cancel() }
    connection?.cancel()
    connection = nil
    done(result)
  }

  func flush(_ channel: any Channel) { channel.flush() }

  func upstream(_ connection: UpstreamConnection, head: HTTPResponseParser.Head) { self.head = head }

  func upstream(_ connection: UpstreamConnection, body bytes: ByteBuffer) {
    guard body.readableBytes + bytes.readableBytes <= limits.replyBytes else {
      return end(.failure(.malformed("the reply is longer than \(limits.replyBytes) bytes")))
    }
    body.writeImmutableBuffer(bytes)
  }

  func upstreamReadComplete() {}

  func upstreamEnded(_ connection: UpstreamConnection) {
    self.connection = nil
    guard let head else { return end(.failure(.malformed("an empty response"))) }
    let time = .now() - started.at - (lateness() - started.lateness)
    end(
      .success(
        Reply(
          status: head.status, body: body, retryAfter: head.retryAfter?.milliseconds(from: .now()),
          latency: .nanoseconds(max(0, time.nanoseconds)))))
  }

  func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure) {
    self.connection = nil
    end(.failure(failure))
  }
}
