import Dialects
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Gateway

@Suite("looking in the background whether an upstream is back")
struct UpstreamProberTests {
  /// Answers one request a connection with the next status of a list, the last one again and again.
  private final class ScriptedStatuses: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    let requests = Mutex<[String]>([])
    private let statuses: [Int]

    init(_ statuses: [Int]) { self.statuses = statuses }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let count = requests.withLock { requests in
        requests.append(String(buffer: unwrapInboundIn(data)))
        return requests.count
      }
      let status = statuses[min(count, statuses.count) - 1]
      let reply = ByteBuffer(string: "HTTP/1.1 \(status) x\r\ncontent-length: 999999999999\r\n\r\n")
      context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
    }
  }

  private func probe(
    _ statuses: [Int], failure: UpstreamFailure, offers: [String] = ["a"]
  ) async throws -> (requests: [String], changes: [Breakers.Change]) {
    let script = ScriptedStatuses(statuses)
    let group = MultiThreadedEventLoopGroup.singleton
    let server = try await ServerBootstrap(group: group)
      .childChannelInitializer { $0.pipeline.addHandler(script) }
      .bind(host: "127.0.0.1", port: 0).get()
    let target = UpstreamTarget(
      poolKey: 1, provider: "p", dialect: .openAIChat, limitField: .maxTokens, host: "127.0.0.1",
      port: server.localAddress?.port ?? 0, tls: nil, chatHead: "", embeddingsHead: "",
      modelsRequest: UpstreamTarget.request(
        path: "/v1/models", host: "127.0.0.1", port: 1, defaultPort: 80, credentials: [("authorization", "Bearer k")]),
      secret: "k")
    let (stream, continuation) = AsyncStream.makeStream(of: Breakers.Change.self)
    let breakers = Breakers { continuation.yield($0) }
    for offer in offers {
      let now = NIODeadline.now()
      breakers.failed(offer, failure, caller: 1, sent: now, at: now, settings: .init(failures: 1, coolDown: 600_000))
    }
    let prober = try await UpstreamProber.start(on: group.next(), breakers: breakers) { $0 == "gone" ? nil : target }
    var changes: [Breakers.Change] = []
    for await change in stream {
      changes.append(change)
      if changes.count == 2 * offers.count(where: { $0 != "gone" }) + offers.count(where: { $0 == "gone" }) { break }
    }
    await prober.stop()
    try await server.close()
    return (script.requests.withLock { $0 }, changes)
  }

  @Test("an upstream that answered with failures is asked for its models until it answers otherwise")
  func answers() async throws {
    let (requests, changes) = try await probe([503, 429, 404], failure: .status(500))
    #expect(requests.count == 3)
    #expect(
      requests.allSatisfy { $0.hasPrefix("GET /v1/models HTTP/1.1\r\n") && $0.contains("authorization: Bearer k") })
    #expect(changes.last?.transition == .halfOpened(reason: "a probe was answered"))
  }

  @Test("offers of one provider share one probe, and one that is not served any more is forgotten")
  func shared() async throws {
    let (requests, changes) = try await probe([200], failure: .status(500), offers: ["a", "b", "gone"])
    #expect(requests.count == 1)
    #expect(changes.suffix(2).map(\.offer) == ["a", "b"])
  }

  @Test("where an upstream could not be reached a connection is answer enough")
  func connection() async throws {
    let (requests, changes) = try await probe([503], failure: .connect("refused"))
    #expect(requests.isEmpty)
    #expect(changes.last?.transition == .halfOpened(reason: "a probe was answered"))
  }
}
