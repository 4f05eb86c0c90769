import Catalog
import Foundation
import Ledger
import NIOCore
import NIOHTTP1
import NIOPosix
import Simulator
import Testing

@testable import Gateway

@Suite("bad input gets a clear error in the caller's dialect and nothing reaches an upstream", .serialized)
struct BadInputTests {
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var body: String
    var status = 400
    var says: String
  }

  static let cases = [
    Case(description: "not JSON", body: #"{"model":"auto" "messages":[]}"#, says: "at byte 16"),
    Case(description: "nothing", body: "", says: "byte 0"),
    Case(description: "an array", body: "[]", says: "object"),
    Case(description: "no model", body: #"{"messages":[{"role":"user","content":"x"}]}"#, says: "model"),
    Case(description: "no messages", body: #"{"model":"auto"}"#, says: "messages"),
    Case(description: "messages of a wrong type", body: #"{"model":"auto","messages":"x"}"#, says: "messages"),
    Case(
      description: "the model given twice", body: #"{"model":"auto","model":"gpt-6-astra","messages":[]}"#,
      says: "model"),
    Case(
      description: "an unknown model",
      body: #"{"model":"deepseek-v4-flahs","messages":[{"role":"user","content":"x"}]}"#,
      status: 404, says: "deepseek-v4-flash"),
    Case(
      description: "an unknown use case",
      body: #"{"model":"auto","metadata":{"use_case":"crn"},"messages":[{"role":"user","content":"x"}]}"#, says: "crm"),
    Case(
      description: "deep nesting",
      body: #"{"model":"auto","messages":[{"role":"user","content":"x"}],"x":"#
        + String(repeating: "[", count: 100_000),
      says: "deep"),
    Case(
      description: "ten thousand tools",
      body: #"{"model":"auto","messages":[{"role":"user","content":"x"}],"tools":["#
        + Array(repeating: #"{"type":"function","function":{"name":"f"}}"#, count: 10_000).joined(separator: ",")
        + "]}",
      says: "tools"),
  ]

  @Test("a chat request that cannot be served says why", arguments: cases)
  func chat(_ input: Case) async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.send(.POST, "/v1/chat/completions", body: input.body)
      #expect(reply.status == input.status, "\(reply.body)")
      let message = try #require(reply.error("message"))
      #expect(message.lowercased().contains(input.says.lowercased()), "\(message)")
      #expect(reply.error("type") != nil)
      #expect(harness.upstream.log.isEmpty)
    }
  }

  @Test("an Anthropic caller gets Anthropic's shape of error")
  func anthropic() async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.send(.POST, "/v1/messages", ["anthropic-version": "2023-06-01"], body: "{")
      #expect(reply.status == 400)
      #expect(reply.json?["type"] as? String == "error")
      #expect(reply.error("type") == "invalid_request_error")
    }
  }

  @Test("invalid UTF-8 is named with its byte")
  func utf8() async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.raw(
        Array(#"{"model":"auto","messages":[{"role":"user","content":""#.utf8) + [0xFF, 0xFE] + Array(#""}]}"#.utf8))
      #expect(reply.contains("400 Bad Request"))
      #expect(reply.contains("UTF-8"), "\(reply)")
    }
  }

  @Test("a body over the limit is refused, announced or not")
  func tooLarge() async throws {
    try await GatewayHarness.run(adjust: { $0.limits.bodyBytes = 2048 }) { harness in
      let announced = try await harness.send(.POST, "/v1/chat/completions", body: String(repeating: " ", count: 5000))
      #expect(announced.status == 413, "\(announced.body)")
      let chunked = try await harness.raw(
        [],
        head: "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n1000\r\n"
          + String(repeating: " ", count: 4096) + "\r\n0\r\n\r\n")
      #expect(chunked.contains("413"), "\(chunked)")
    }
  }

  @Test("a header of a mebibyte is refused")
  func header() async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.raw(
        [],
        head:
          "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nx-long: \(String(repeating: "a", count: 1 << 20))\r\n\r\n"
      )
      #expect(reply.contains("431"), "\(reply.prefix(300))")
    }
  }

  @Test(
    "a client that sends its head or its body too slowly is cut off",
    arguments: [
      "POST /v1/chat/completions HTTP/1.1\r\nhost:",
      "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{",
    ])
  func slowLoris(head: String) async throws {
    try await GatewayHarness.run(adjust: {
      $0.timeouts.headerRead = 100
      $0.timeouts.bodyRead = 100
    }) { harness in
      // The reply ends when the gateway closes the connection; without a limit this test would never end.
      let reply = try await harness.raw([], head: head)
      #expect(reply.isEmpty || reply.contains("408"), "\(reply)")
    }
  }

  @Test("unknown paths and methods are named with what there is")
  func paths() async throws {
    try await GatewayHarness.run { harness in
      let unknown = try await harness.send(.POST, "/v1/chat/completion", body: "{}")
      #expect(unknown.status == 404)
      #expect(unknown.error("message")?.contains("/v1/chat/completions") == true)
      #expect(try await harness.send(.GET, "/v1/chat/completions").status == 405)
    }
  }
}

extension GatewayHarness {
  /// Sends bytes as they are and returns everything that comes back until the gateway closes.
  func raw(_ body: [UInt8], head: String? = nil) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: gateway.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      let head =
        head
        ?? "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: \(body.count)\r\n\r\n"
      try await outbound.write(ByteBuffer(bytes: Array(head.utf8) + body))
      var reply = ByteBuffer()
      do { for try await var part in inbound { reply.writeBuffer(&part) } } catch is IOError {}
      return String(buffer: reply)
    }
  }
}
