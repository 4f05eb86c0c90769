import NIOCore
import NIOHTTP1
import NIOPosix

@testable import Simulator

/// What came back over one connection, and how it ended.
struct TestReply: Sendable {
  var status: Int?
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  /// True when HTTP says that the body is whole.
  var whole = false

  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSONValue { JSONValue(parsing: body) ?? .null }
  /// The data of every server-sent event.
  var events: [String] {
    text.split(separator: "\n\n").compactMap { event in
      event.split(separator: "\n").first { $0.hasPrefix("data: ") }.map { String($0.dropFirst(6)) }
    }
  }
  /// The events that are JSON.
  var values: [JSONValue] { events.compactMap { JSONValue(parsing: Array($0.utf8)) } }
}

/// A client that uses a connection for one request and reports even replies that break off.
struct TestClient: Sendable {
  let port: Int
  let group: any EventLoopGroup

  /// Sends a request and waits for the end of the reply, or leaves after `leavingAfter` body reads.
  func send(
    _ method: String = "POST", _ path: String, _ body: JSONValue? = nil, raw: String? = nil,
    headers: [(String, String)] = [], leavingAfter: Int? = nil
  ) async throws -> TestReply {
    let promise = group.next().makePromise(of: TestReply.self)
    let bytes = raw.map { Array($0.utf8) } ?? body?.bytes ?? []
    let channel = try await ClientBootstrap(group: group).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHTTPClientHandlers()
        try channel.pipeline.syncOperations.addHandler(Collector(promise: promise, leavingAfter: leavingAfter))
      }
    }.connect(host: "127.0.0.1", port: port).get()
    var head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path)
    head.headers = HTTPHeaders(
      headers + [("host", "localhost"), ("content-length", String(bytes.count)), ("connection", "close")])
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: bytes))), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    return try await promise.futureResult.get()
  }

  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    private let promise: EventLoopPromise<TestReply>
    private var leavingAfter: Int?
    private var reply = TestReply()
    private var answered = false

    init(promise: EventLoopPromise<TestReply>, leavingAfter: Int?) {
      self.promise = promise
      self.leavingAfter = leavingAfter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        reply.status = Int(head.status.code)
        for (name, value) in head.headers { reply.headers[name.lowercased()] = value }
      case .body(let buffer):
        reply.body += buffer.readableBytesView
        leavingAfter = leavingAfter.map { $0 - 1 }
      case .end:
        reply.whole = true
        finish()
        context.close(promise: nil)
      }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
      if let leavingAfter, leavingAfter <= 0 { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) { finish() }

    private func finish() {
      guard !answered else { return }
      answered = true
      promise.succeed(reply)
    }
  }
}

/// Runs `body` against a fresh simulator on a free port.
func withSimulator(
  _ behaviour: Behaviour = Behaviour(),
  _ body: (SimulatedUpstream, TestClient) async throws -> Void
) async throws {
  let group = MultiThreadedEventLoopGroup.singleton
  let upstream = try await SimulatedUpstream.start(behaviour: behaviour, group: group)
  do {
    try await body(upstream, TestClient(port: upstream.port, group: group))
  } catch {
    try await upstream.stop()
    throw error
  }
  try await upstream.stop()
}

/// A chat request with more members.
func chat(_ more: KeyValuePairs<String, JSONValue> = [:], model: String = "m") -> JSONValue {
  let fixed: [JSONValue.Member] = [
    .init(name: "model", value: .string(model)),
    .init(name: "messages", value: [["role": "user", "content": "Say something, please."]]),
  ]
  return .object(fixed + more.map { .init(name: $0.key, value: $0.value) })
}

/// A messages request with more members.
func messages(_ more: KeyValuePairs<String, JSONValue> = [:], model: String = "m") -> JSONValue {
  let fixed: [JSONValue.Member] = [
    .init(name: "model", value: .string(model)), .init(name: "max_tokens", value: 500),
    .init(name: "messages", value: [["role": "user", "content": "Say something, please."]]),
  ]
  return .object(fixed + more.map { .init(name: $0.key, value: $0.value) })
}
