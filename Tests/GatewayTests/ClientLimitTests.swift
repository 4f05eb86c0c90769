import Catalog
import Foundation
import Ledger
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Simulator
import Synchronization
import Testing

@testable import Gateway

@Suite("what one client can take up", .serialized)
struct ClientLimitTests {
  // Ends when the gateway closes the connection; without a limit these tests would never end.
  private func untilCut(_ channel: any Channel) async throws {
    channel.setOption(.autoRead, value: true).whenComplete { _ in }
    try? await channel.closeFuture.get()
  }

  @Test(
    "answers to requests that were sent ahead are made as the client reads them",
    arguments: ["/health", "/ready", "/nothing", "/v1/models"])
  func pipelining(path: String) async throws {
    try await GatewayHarness.run(adjust: { $0.timeouts.clientWrite = 0 }) { harness in
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.autoRead, value: false)
        .connect(host: "127.0.0.1", port: harness.gateway.port).get()
      let request = "GET \(path) HTTP/1.1\r\nhost: localhost\r\n\r\n"
      let burst = ByteBuffer(string: String(repeating: request, count: 2_000))
      // What the gateway does not read stays with the sender, and so this ends.
      for _ in 0..<2_000 where channel.isWritable { channel.writeAndFlush(burst, promise: nil) }
      while channel.isWritable { channel.writeAndFlush(burst, promise: nil) }
      // Other connections of the loop are answered meanwhile.
      for _ in 0..<20 { #expect(try await harness.send(.GET, "/health").status == 200) }
      let waiting = await harness.gateway.bytesWaiting()
      #expect(waiting < 1 << 20, "\(waiting) bytes wait for a client that reads nothing")
      try await channel.close()
    }
  }

  @Test("a client that stops reading a stream is cut off, and its money, place and upstream come back")
  func unreadStream() async throws {
    try await GatewayHarness.run(behaviour: Behaviour(tokens: 90_000), adjust: { $0.timeouts.clientWrite = 200 }) {
      harness in
      let (key, secret) = try harness.gateway.ledger.createKey(
        tenant: "acme", caps: Caps(total: NanoDollars(5_000_000_000)))
      let channel = try await harness.openStream(key: secret)
      let request = try await harness.untilEnded()
      #expect(request.cancelled)
      let record = try #require(try await harness.untilRecorded(count: 1).last)
      #expect(record.outcome.status == .cancelled)
      let standing = harness.gateway.ledger.standing(of: key, at: .now())
      #expect(standing.allSatisfy { $0.held == .zero })
      #expect(record.charged <= record.held ?? .zero)
      #expect(harness.gateway.core.places.taken == 0)
      try await untilCut(channel)
    }
  }

  @Test("a client that stops reading replies which are whole is cut off while its connection is kept alive")
  func unreadReplies() async throws {
    try await GatewayHarness.run(adjust: { $0.timeouts.clientWrite = 200 }) { harness in
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.autoRead, value: false)
        .connect(host: "127.0.0.1", port: harness.gateway.port).get()
      let burst = ByteBuffer(
        string: String(repeating: "GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n", count: 5_000))
      channel.writeAndFlush(burst, promise: nil)
      while harness.gateway.core.connections.load(ordering: .relaxed) == 0 {
        try await Task.sleep(for: .milliseconds(2))
      }
      while harness.gateway.core.connections.load(ordering: .relaxed) > 0 {
        try await Task.sleep(for: .milliseconds(2))
      }
      try await untilCut(channel)
    }
  }

  @Test("bodies that are still coming count towards the requests being served and towards a budget of bytes")
  func unfinishedBodies() async throws {
    try await GatewayHarness.run(adjust: {
      $0.limits.concurrentRequests = 2
      $0.limits.bodyBytes = 100_000
      $0.limits.bodyBudgetBytes = 100_000
    }) { harness in
      func begin(_ bytes: Int) async throws -> any Channel {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connect(host: "127.0.0.1", port: harness.gateway.port).get()
        try await channel.writeAndFlush(
          ByteBuffer(
            string: "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 90000\r\n\r\n"
              + String(repeating: " ", count: bytes)))
        return channel
      }
      let first = try await begin(80_000)
      while harness.gateway.core.bodyBytes.load(ordering: .relaxed) < 80_000 {
        try await Task.sleep(for: .milliseconds(2))
      }
      let full = try await harness.send(.POST, "/v1/chat/completions", body: String(repeating: " ", count: 30_000))
      #expect(full.status == 503)
      #expect(full.error("message")?.contains("body_budget_bytes") == true)
      let second = try await begin(10)
      while harness.gateway.core.places.taken < 2 { try await Task.sleep(for: .milliseconds(2)) }
      let third = try await harness.send(.POST, "/v1/chat/completions", body: "{}")
      #expect(third.status == 503)
      #expect(third.error("message")?.contains("concurrent_requests") == true)
      try await first.close()
      try await second.close()
      while harness.gateway.core.places.taken > 0 { try await Task.sleep(for: .milliseconds(2)) }
      #expect(harness.gateway.core.bodyBytes.load(ordering: .relaxed) == 0)
    }
  }

  @Test("a client beyond the limit of connections is told so")
  func connections() async throws {
    try await GatewayHarness.run(adjust: { $0.limits.connections = 1 }) { harness in
      let first = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: harness.gateway.port).get()
      while harness.gateway.core.connections.load(ordering: .relaxed) < 1 {
        try await Task.sleep(for: .milliseconds(2))
      }
      let reply = try await harness.raw([], head: "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
      #expect(reply.hasPrefix("HTTP/1.1 503 "), "\(reply)")
      #expect(reply.contains("limits.connections"))
      #expect(!reply.contains("200 OK"))
      try await first.close()
    }
  }

  @Test("files are kept for upstreams and the ledger")
  func files() {
    #expect(OpenFiles.needed(connections: 10_000) == 20_000 + OpenFiles.reserve)
    #expect(OpenFiles.affordableConnections(OpenFiles.needed(connections: 10_000)) == 10_000)
    #expect(OpenFiles.affordableConnections(300) * 2 + OpenFiles.reserve <= 300)
    #expect(OpenFiles.affordableConnections(16) > 0)
  }

  @Test("what an attacker can cause often stands in the log a few times a second, and the rest is counted")
  func eventLog() {
    let lines = LineLog()
    let log = EventLog(lines.logger)
    for _ in 0..<1_000 { log.note(.refusal, "refused\r\nnext line", at: .uptimeNanoseconds(5_000_000_000)) }
    #expect(lines.all.count == EventLog.linesPerSecond)
    log.note(.refusal, "later", at: .uptimeNanoseconds(6_000_000_000))
    #expect(lines.all.last?.contains("later (980 more of this kind were left out)") == true, "\(lines.all)")
    #expect(!lines.all.contains { $0.contains("\n") })
    log.note(.upstream, String(repeating: "x", count: 100_000), at: .uptimeNanoseconds(6_000_000_000))
    #expect((lines.all.last?.utf8.count ?? 0) < 2_000)
  }
}

/// Keeps what is logged.
private final class LineLog: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }

  var logger: Logger {
    var logger = Logger(label: "steelyard.tests") { _ in Handler(log: self) }
    logger.logLevel = .trace
    return logger
  }

  private struct Handler: LogHandler {
    let log: LineLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) { log.lines.withLock { $0.append("\(event.message)") } }
  }
}

extension GatewayServer {
  /// Bytes that wait for clients on all loops.
  fileprivate func bytesWaiting() async -> Int {
    var sum = 0
    for worker in workers.values {
      sum += (try? await worker.eventLoop.submit { worker.value.bytesWaiting }.get()) ?? 0
    }
    return sum
  }
}
