import NIOCore
import NIOSSL

/// One connection to an upstream: it carries one request at a time and belongs to one event loop.
final class UpstreamConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// The pool's key of the upstream this is connected to.
  let poolKey: Int
  /// When the connection was last put back, for expiry.
  var idleSince = NIODeadline.now()
  private(set) var channel: (any Channel)?
  private var receiver: (any ReplyReceiver)?
  private weak var pool: UpstreamPool?
  private var parser = HTTPResponseParser()
  private var pending: ByteBuffer?
  private var requests = 0
  private var sawResponse = false

  init(poolKey: Int, pool: UpstreamPool) {
    self.poolKey = poolKey
    self.pool = pool
  }

  /// True while a further request may be sent.
  var isUsable: Bool { channel != nil && receiver == nil && parser.isIdle && pending == nil }

  func handlerAdded(context: ChannelHandlerContext) { channel = context.channel }

  /// Sends a whole request; the receiver hears of everything that comes back.
  func send(_ request: ByteBuffer, for receiver: any ReplyReceiver) {
    self.receiver = receiver
    sawResponse = false
    requests += 1
    guard let channel else { return }
    channel.write(request, promise: nil)
    receiver.flush(channel)
  }

  /// Stops or resumes reading, so that a slow client slows its upstream down.
  func setReading(_ reading: Bool) {
    guard let channel else { return }
    _ = try? channel.syncOptions?.setOption(.autoRead, value: reading)
    if reading { channel.read() }
  }

  /// Ends the request under way by closing the connection: the only way to stop an HTTP/1.1 upstream.
  func cancel() {
    receiver = nil
    channel?.close(mode: .all, promise: nil)
    channel = nil
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

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    if var earlier = pending {
      earlier.writeBuffer(&buffer)
      buffer = earlier
      pending = nil
    }
    guard let receiver else {
      // Bytes that nobody asked for: the connection is out of step.
      context.close(promise: nil)
      return
    }
    do {
      while let part = try parser.next(&buffer) {
        switch part {
        case .head(let head):
          sawResponse = true
          receiver.upstream(self, head: head)
        case .body(let bytes): receiver.upstream(self, body: bytes)
        case .end: finish(receiver)
        }
        if self.receiver == nil { break }
      }
      if buffer.readableBytes > 0, self.receiver != nil { pending = buffer }
    } catch {
      fail(.malformed("\(error)"))
      context.close(promise: nil)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { receiver?.upstreamReadComplete() }

  func channelInactive(context: ChannelHandlerContext) {
    channel = nil
    pool?.remove(self)
    guard let receiver else { return }
    if (try? parser.closed()) == .end { return finish(receiver) }
    fail(.closed(reusedBeforeResponse: requests > 1 && !sawResponse))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let error as NIOSSLError: fail(.tls("\(error)"))
    case let error as NIOSSLExtraError: fail(.tls("\(error)"))
    case let error as BoringSSLError: fail(.tls("\(error)"))
    default: fail(sawResponse || requests > 1 ? .closed(reusedBeforeResponse: !sawResponse) : .connect("\(error)"))
    }
    context.close(promise: nil)
  }

  private func finish(_ receiver: any ReplyReceiver) {
    self.receiver = nil
    let reusable = parser.isReusable && channel != nil
    if reusable { pool?.put(self) } else { cancel() }
    receiver.upstreamEnded(self)
  }

  private func fail(_ failure: UpstreamFailure) {
    guard let receiver else { return }
    self.receiver = nil
    receiver.upstream(self, failed: failure)
  }
}
