public import NIOCore
import NIOHTTP1
import NIOPosix

/// A caller's connection that is kept for one request after another, as clients that send many do.
public struct KeptConnection: Sendable {
  private let channel: any Channel
  private let host: String

  /// Connects to a server on this machine.
  public static func open(
    host: String = "127.0.0.1", port: Int, group: any EventLoopGroup
  ) async throws -> KeptConnection {
    let channel = try await ClientBootstrap(group: group)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(KeptHandler())
        }
      }.connect(host: host, port: port).get()
    return KeptConnection(channel: channel, host: "\(host):\(port)")
  }

  /// Posts a body of JSON and waits for the reply's end. One request at a time.
  public func post(_ path: String, _ body: [UInt8]) async throws -> CallerReply {
    var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: path)
    head.headers = [
      "host": host, "content-length": String(body.count), "content-type": "application/json",
    ]
    let promise = channel.eventLoop.makePromise(of: CallerReply.self)
    channel.writeAndFlush(KeptRequest(head: head, body: ByteBuffer(bytes: body), promise: promise))
      .cascadeFailure(to: promise)
    return try await promise.futureResult.get()
  }

  /// Closes it without waiting.
  public func leave() { channel.close(promise: nil) }
}

/// A request on its way, with the promise of its reply.
private struct KeptRequest: Sendable {
  var head: HTTPRequestHead
  var body: ByteBuffer
  var promise: EventLoopPromise<CallerReply>
}

/// Pairs each request with the reply that follows it.
private final class KeptHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = KeptRequest
  typealias OutboundOut = HTTPClientRequestPart

  private var promise: EventLoopPromise<CallerReply>?
  private var reply = CallerReply()

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let request = unwrapOutboundIn(data)
    guard self.promise == nil else {
      request.promise.fail(ChannelError.operationUnsupported)
      promise?.fail(ChannelError.operationUnsupported)
      return
    }
    self.promise = request.promise
    reply = CallerReply()
    context.write(wrapOutboundOut(.head(request.head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(request.body))), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      reply.status = Int(head.status.code)
      add(head.headers)
    case .body(let buffer): reply.body += buffer.readableBytesView
    case .end(let trailers):
      if let trailers { add(trailers) }
      reply.isWhole = true
      promise?.succeed(reply)
      promise = nil
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(error)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { fail(ChannelError.ioOnClosedChannel) }

  private func fail(_ error: any Error) {
    promise?.fail(error)
    promise = nil
  }

  private func add(_ headers: HTTPHeaders) {
    for (name, value) in headers { reply.headers.append((name.lowercased(), value)) }
  }
}
