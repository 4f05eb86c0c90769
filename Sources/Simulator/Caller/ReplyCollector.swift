import NIOCore
import NIOHTTP1

/// Puts a reply together until its end, the connection's end, or the caller's leaving.
final class ReplyCollector: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private let promise: EventLoopPromise<CallerReply>
  private var readsLeft: Int?
  private var reply = CallerReply()
  private var finished = false

  init(promise: EventLoopPromise<CallerReply>, leavingAfter: Int?) {
    self.promise = promise
    readsLeft = leavingAfter
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      reply.status = Int(head.status.code)
      add(head.headers)
    case .body(let buffer):
      reply.body += buffer.readableBytesView
      readsLeft = readsLeft.map { $0 - 1 }
    case .end(let trailers):
      if let trailers { add(trailers) }
      reply.isWhole = true
      finish()
      context.close(promise: nil)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if let readsLeft, readsLeft <= 0 { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelInactive(context: ChannelHandlerContext) { finish() }

  private func add(_ headers: HTTPHeaders) {
    for (name, value) in headers { reply.headers.append((name.lowercased(), value)) }
  }

  private func finish() {
    guard !finished else { return }
    finished = true
    promise.succeed(reply)
  }
}
