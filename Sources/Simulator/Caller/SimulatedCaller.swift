public import NIOCore
import NIOHTTP1
import NIOPosix

/// A caller that uses a connection for one request and reports the reply however it ends, trailers included.
public struct SimulatedCaller: Sendable {
  private let host: String
  private let port: Int
  private let group: any EventLoopGroup

  /// A caller of a server on this machine.
  public init(host: String = "127.0.0.1", port: Int, group: any EventLoopGroup) {
    self.host = host
    self.port = port
    self.group = group
  }

  /// Sends a request and waits for the reply's end; `leavingAfter` closes the connection after so many body reads.
  public func send(
    _ method: String = "POST", _ path: String, headers: [(String, String)] = [], body: [UInt8] = [],
    leavingAfter: Int? = nil
  ) async throws -> CallerReply {
    let promise = group.next().makePromise(of: CallerReply.self)
    let channel: any Channel
    do {
      channel = try await ClientBootstrap(group: group).channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(
            ReplyCollector(promise: promise, leavingAfter: leavingAfter))
        }
      }.connect(host: host, port: port).get()
    } catch {
      promise.fail(error)
      return try await promise.futureResult.get()
    }
    var head = HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path)
    head.headers = HTTPHeaders(
      headers + [("host", "\(host):\(port)"), ("content-length", String(body.count)), ("connection", "close")])
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    return try await promise.futureResult.get()
  }
}

/// What came back over one connection, and how it ended.
public struct CallerReply: Sendable {
  /// Nil when the connection ended before any reply.
  public var status: Int?
  /// Names in lower case; trailers follow the headers.
  public var headers: [(name: String, value: String)] = []
  public var body: [UInt8] = []
  /// True when HTTP says that the body is whole.
  public var isWhole = false

  /// The last value of a header or trailer, by its lower-case name.
  public func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }
}
