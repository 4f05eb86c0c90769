import NIOCore
import NIOSSL

/// One connection to an upstream: it carries one exchange at a time and belongs to one event loop.
final class UpstreamConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// The pool's key of the upstream this is connected to.
  let poolKey: Int
  /// When the connection was last put back, for expiry.
  var idleSince = NIODeadline.now()
  private(set) var channel: (any Channel)?
  private var exchange: Exchange?
  private weak var pool: UpstreamPool?
  private var parser = HTTPResponseParser()
  private var pending: ByteBuffer?
  private var exchanges = 0
  private var sawResponse = false

  init(poolKey: Int, pool: UpstreamPool) {
    self.poolKey = poolKey
    self.pool = pool
  }

  /// True while a further request may be sent.
  var isUsable: Bool { channel != nil && exchange == nil && parser.isIdle && pending == nil }

  func handlerAdded(context: ChannelHandlerContext) { channel = context.channel }

  /// Sends a whole request; the exchange hears of everything that comes back.
  func send(_ request: ByteBuffer, for exchange: Exchange) {
    self.exchange = exchange
    sawResponse = false
    exchanges += 1
    guard let channel else { return }
    channel.write(request, promise: nil)
    exchange.worker.flushSoon(channel)
  }

  /// Stops or resumes reading, so that a slow client slows its upstream down.
  func setReading(_ reading: Bool) {
    guard let channel else { return }
    _ = try? channel.syncOptions?.setOption(.autoRead, value: reading)
    if reading { channel.read() }
  }

  /// Ends the exchange by closing the connection: the only way to stop an HTTP/1.1 upstream.
  func cancel() {
    exchange = nil
    channel?.close(mode: .all, promise: nil)
    channel = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    if var earlier = pending {
      earlier.writeBuffer(&buffer)
      buffer = earlier
      pending = nil
    }
    guard let exchange else {
      // Bytes that nobody asked for: the connection is out of step.
      context.close(promise: nil)
      return
    }
    do {
      while let part = try parser.next(&buffer) {
        switch part {
        case .head(let head):
          sawResponse = true
          exchange.upstream(self, head: head)
        case .body(let bytes): exchange.upstream(self, body: bytes)
        case .end: finish(exchange)
        }
        if self.exchange == nil { break }
      }
      if buffer.readableBytes > 0, self.exchange != nil { pending = buffer }
    } catch {
      fail(.malformed("\(error)"))
      context.close(promise: nil)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { exchange?.upstreamReadComplete() }

  func channelInactive(context: ChannelHandlerContext) {
    channel = nil
    pool?.remove(self)
    guard let exchange else { return }
    if (try? parser.closed()) == .end { return finish(exchange) }
    fail(.closed(reusedBeforeResponse: exchanges > 1 && !sawResponse))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let error as NIOSSLError: fail(.tls("\(error)"))
    case let error as NIOSSLExtraError: fail(.tls("\(error)"))
    case let error as BoringSSLError: fail(.tls("\(error)"))
    default: fail(sawResponse || exchanges > 1 ? .closed(reusedBeforeResponse: !sawResponse) : .connect("\(error)"))
    }
    context.close(promise: nil)
  }

  private func finish(_ exchange: Exchange) {
    self.exchange = nil
    let reusable = parser.isReusable && channel != nil
    if reusable { pool?.put(self) } else { cancel() }
    exchange.upstreamEnded(self)
  }

  private func fail(_ failure: UpstreamFailure) {
    guard let exchange else { return }
    self.exchange = nil
    exchange.upstream(self, failed: failure)
  }
}
