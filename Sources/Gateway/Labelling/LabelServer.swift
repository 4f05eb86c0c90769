public import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves a desk's pages to browsers on this machine until it is stopped.
public struct LabelServer: Sendable {
  private let listener: any Channel

  /// Listens on the loopback address; port 0 takes a free one.
  public static func start(_ desk: LabelDesk, port: Int, group: any EventLoopGroup) async throws -> LabelServer {
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(LabelConnection(desk))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    return LabelServer(listener: listener)
  }

  /// The port it listens on.
  public var port: Int { listener.localAddress?.port ?? 0 }

  /// Waits until it is stopped.
  public func run() async throws { try await listener.closeFuture.get() }

  /// Stops listening.
  public func stop() async throws { try await listener.close() }
}

/// One browser's connection.
private final class LabelConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let bodyLimit = 4 << 10
  private let desk: LabelDesk
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ desk: LabelDesk) { self.desk = desk }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let bytes):
      guard body.count + bytes.readableBytes <= Self.bodyLimit else { return context.close(promise: nil) }
      body += bytes.readableBytesView
    case .end:
      guard let head else { return }
      write(answer(head), head, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ head: HTTPRequestHead) -> LabelDesk.Reply {
    // Another site whose name leads here must not be able to read pages or send forms.
    let host = head.headers.first(name: "host").map { $0.split(separator: ":").first.map(String.init) ?? "" }
    guard host == "127.0.0.1" || host == "localhost" else {
      return LabelDesk.Reply(status: 403, html: LabelPage.problem("This page is for this machine only."))
    }
    let site = head.headers.first(name: "sec-fetch-site")
    switch (head.method, head.uri.split(separator: "?").first.map(String.init) ?? "") {
    case (.GET, "/"), (.GET, "/label"): return desk.page()
    case (.POST, "/label") where site == nil || site == "same-origin": return desk.take(FormFields.read(body))
    case (.POST, "/label"):
      return LabelDesk.Reply(status: 403, html: LabelPage.problem("This form was sent from another site."))
    default: return LabelDesk.Reply(status: 404, html: LabelPage.problem("There is nothing here."))
    }
  }

  private func write(_ answer: LabelDesk.Reply, _ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let bytes = ByteBuffer(string: answer.html)
    var headers: HTTPHeaders = [
      "content-type": "text/html; charset=utf-8", "content-length": "\(bytes.readableBytes)",
      "cache-control": "no-store", "referrer-policy": "same-origin", "x-content-type-options": "nosniff",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ]
    if let location = answer.location { headers.add(name: "location", value: location) }
    if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    let done = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !request.isKeepAlive {
      let channel = context.channel
      done.whenComplete { _ in channel.close(promise: nil) }
    }
  }
}

/// The fields of a submitted form.
enum FormFields {
  /// Reads `application/x-www-form-urlencoded`; of a name that comes twice the last counts.
  static func read(_ body: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      fields[decoded(sides[0])] = sides.count == 2 ? decoded(sides[1]) : ""
    }
    return fields
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
        let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        out.append(value)
        index += 3
      } else {
        out.append(bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
