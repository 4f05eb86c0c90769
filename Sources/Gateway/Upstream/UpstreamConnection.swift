import HTTP1
import NIOCore
import NIOSSL

/// One connection to an upstream: it carries one request at a time and belongs to one event loop.
///
/// It serves again only when it is sure to be in step: its response has ended, nothing stands behind that, and all that
/// had arrived with it was read.
final class UpstreamConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Phase {
    /// Nobody waits for anything.
    case idle
    /// A request was given to the channel but none of its bytes has left.
    case sending(any ReplyReceiver)
    /// A response is awaited or under way.
    case receiving(any ReplyReceiver)
    /// The response is whole; its receiver hears of that once everything that came with it was looked at.
    case ended(any ReplyReceiver, inStep: Bool)
    case closed
  }

  /// The pool's key of the upstream this is connected to.
  let poolKey: Int
  /// Since when the connection has been in the pool; nil while it is not.
  var idleSince: NIODeadline?
  private var channel: (any Channel)?
  private var phase = Phase.idle
  private weak var pool: UpstreamPool?
  private var parser = HTTPResponseParser()
  // The begin of a head or of a chunk's line: the parser bounds both, and bodies are handed on as they come.
  private var input = ByteBuffer()
  private var isParsing = false
  private var isReading = true
  private var requests = 0
  private var sawResponse = false

  init(poolKey: Int, pool: UpstreamPool) {
    self.poolKey = poolKey
    self.pool = pool
  }

  /// True while a further request may be sent.
  var isUsable: Bool {
    guard case .idle = phase else { return false }
    return channel != nil && parser.isIdle && parser.isReusable && input.readableBytes == 0
  }

  func handlerAdded(context: ChannelHandlerContext) { channel = context.channel }

  /// Sends a whole request; the receiver hears of everything that comes back.
  func send(_ request: ByteBuffer, for receiver: any ReplyReceiver) {
    sawResponse = false
    requests += 1
    guard isUsable, let channel else {
      cancel()
      return receiver.upstream(self, failed: .closed(reusedBeforeResponse: true))
    }
    phase = .sending(receiver)
    setReading(true)
    channel.write(request, promise: nil)
    receiver.flush(channel)
  }

  func flush(context: ChannelHandlerContext) {
    if case .sending(let receiver) = phase { phase = .receiving(receiver) }
    context.flush()
  }

  /// Stops or resumes reading, so that a slow client slows its upstream down. What is read until the channel takes
  /// notice is bounded by `UpstreamPool.messagesPerRead` buffers.
  func setReading(_ reading: Bool) {
    guard reading != isReading, let channel else { return }
    isReading = reading
    _ = try? channel.syncOptions?.setOption(.autoRead, value: reading)
    if reading { channel.read() }
  }

  /// Ends the request under way by closing the connection: the only way to stop an HTTP/1.1 upstream.
  func cancel() {
    phase = .closed
    guard let channel else { return }
    self.channel = nil
    channel.close(mode: .all, promise: nil)
  }

  /// Lets the response under way end by itself for a while, so that the connection can serve again.
  func end(within time: TimeAmount, on loop: any EventLoop) {
    let bound = NIOLoopBound(self, eventLoop: loop)
    let request = requests
    loop.scheduleTask(in: time) {
      guard bound.value.receiver != nil, bound.value.requests == request else { return }
      bound.value.cancel()
    }
  }

  private var receiver: (any ReplyReceiver)? {
    switch phase {
    case .sending(let receiver), .receiving(let receiver), .ended(let receiver, _): receiver
    case .idle, .closed: nil
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    switch phase {
    case .receiving:
      sawResponse = true
      if input.readableBytes == 0 { input = bytes } else { input.writeBuffer(&bytes) }
      parse()
    case .sending:
      // An answer to what has not been asked yet belongs to somebody else. Nothing has left, so asking anew is free.
      fail(.closed(reusedBeforeResponse: true))
    case .ended(let receiver, _): phase = .ended(receiver, inStep: false)
    case .idle:
      // Bytes that nobody asked for: the connection is out of step.
      cancel()
    case .closed: break
    }
  }

  // A receiver may do anything while it is told, even end this connection, so it is looked up before each part.
  private func parse() {
    guard !isParsing else { return }
    isParsing = true
    defer { isParsing = false }
    do {
      while case .receiving(let receiver) = phase, let part = try parser.next(&input) {
        switch part {
        case .head(let head): receiver.upstream(self, head: head)
        case .body(let bytes): receiver.upstream(self, body: bytes)
        case .end: phase = .ended(receiver, inStep: input.readableBytes == 0)
        }
      }
      if input.readableBytes == 0 { input = ByteBuffer() }
    } catch {
      fail(.malformed("\(error)"))
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    switch phase {
    case .receiving(let receiver): receiver.upstreamReadComplete()
    case .ended(let receiver, let inStep): finish(receiver, inStep: inStep)
    case .idle, .sending, .closed: break
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    channel = nil
    pool?.remove(self)
    switch phase {
    case .ended(let receiver, _): finish(receiver, inStep: false)
    case .receiving(let receiver) where (try? parser.closed()) == .end: finish(receiver, inStep: false)
    case .sending: fail(.closed(reusedBeforeResponse: true))
    case .receiving: fail(.closed(reusedBeforeResponse: requests > 1 && !sawResponse))
    case .idle, .closed: phase = .closed
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let failure: UpstreamFailure =
      switch error {
      case let error as NIOSSLError: .tls("\(error)")
      case let error as NIOSSLExtraError: .tls("\(error)")
      case let error as BoringSSLError: .tls("\(error)")
      default: sawResponse || requests > 1 ? .closed(reusedBeforeResponse: !sawResponse) : .connect("\(error)")
      }
    if case .ended(let receiver, _) = phase { return finish(receiver, inStep: false) }
    fail(failure)
  }

  private func finish(_ receiver: any ReplyReceiver, inStep: Bool) {
    phase = .idle
    if inStep, isUsable {
      setReading(true)
      pool?.put(self)
    } else {
      cancel()
    }
    receiver.upstreamEnded(self)
  }

  private func fail(_ failure: UpstreamFailure) {
    let receiver = receiver
    cancel()
    receiver?.upstream(self, failed: failure)
  }
}
