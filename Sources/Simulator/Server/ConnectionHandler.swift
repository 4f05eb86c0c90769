import NIOCore
import NIOHTTP1

/// Collects the requests of one connection and answers them in order.
///
/// Reading goes on while a reply is under way, so that a caller who leaves is noticed at once.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let mostBytes = 128 << 20
  private let simulation: Simulation
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var waiting: [(HTTPRequestHead, [UInt8])] = []
  private var player: ReplyPlayer?

  init(simulation: Simulation) { self.simulation = simulation }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
      if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }) {
        context.writeAndFlush(wrapOutboundOut(.head(.init(version: head.version, status: .continue))), promise: nil)
      }
    case .body(let buffer):
      body.append(contentsOf: buffer.readableBytesView)
      if body.count > Self.mostBytes { context.close(promise: nil) }
    case .end:
      guard let head else { return }
      waiting.append((head, body))
      (self.head, body) = (nil, [])
      answerNext(context)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    player?.resume()
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    player?.callerLeft()
    player = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answerNext(_ context: ChannelHandlerContext) {
    guard player == nil, !waiting.isEmpty else { return }
    let (head, body) = waiting.removeFirst()
    let request = IncomingRequest(
      method: head.method.rawValue, path: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: body)
    let player = ReplyPlayer(
      simulation: simulation, receiving: request, context: context, keepAlive: head.isKeepAlive, version: head.version)
    self.player = player
    player.start { [self] in
      self.player = nil
      answerNext(context)
    }
  }
}
