import Foundation
import Gateway
import Ledger
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Simulator
import TestFiles

/// A real gateway on a free port with its own ledger, in front of a simulated upstream that every provider points to.
struct GatewayHarness: Sendable {
  let gateway: GatewayServer
  let upstream: SimulatedUpstream
  let folder: URL

  /// Starts both. `adjust` may change the configuration before.
  static func start(
    providers: [String] = ["openai", "anthropic", "deepseek", "fireworks"],
    behaviour: Behaviour = Behaviour(), environment: [String: String] = [:],
    adjust: (inout GatewayConfiguration) -> Void = { _ in }
  ) async throws -> GatewayHarness {
    let upstream = try await SimulatedUpstream.start(
      host: "127.0.0.1", port: 0, behaviour: behaviour, group: MultiThreadedEventLoopGroup.singleton)
    let folder = try TestFiles.newFolder()
    var configuration = GatewayConfiguration()
    configuration.port = 0
    configuration.threads = 1
    configuration.discovers = false
    // Tests that compute for long take the threads on which these clients run: a client may be slow without fault.
    configuration.timeouts.headerRead = 600_000
    configuration.timeouts.bodyRead = 600_000
    configuration.timeouts.connect = 600_000
    configuration.ledgerPath = folder.appendingPathComponent("steelyard.db").path
    configuration.providers = providers.map { id in
      var settings = GatewayConfiguration.ProviderSettings(id: id)
      settings.baseURL = "http://127.0.0.1:\(upstream.port)/v1"
      settings.key = "simulated"
      return settings
    }
    adjust(&configuration)
    var quiet = Logger(label: "steelyard.tests")
    quiet.logLevel = .critical
    let gateway = try await GatewayServer.start(configuration, environment: environment, logger: quiet)
    return GatewayHarness(gateway: gateway, upstream: upstream, folder: folder)
  }

  /// Stops both and removes the ledger.
  func stop() async throws {
    try await gateway.shutdown()
    try await upstream.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs `body` against a harness and stops it whatever happens.
  static func run(
    providers: [String] = ["openai", "anthropic", "deepseek", "fireworks"],
    behaviour: Behaviour = Behaviour(), environment: [String: String] = [:],
    adjust: (inout GatewayConfiguration) -> Void = { _ in },
    _ body: (GatewayHarness) async throws -> Void
  ) async throws {
    let harness = try await start(
      providers: providers, behaviour: behaviour, environment: environment, adjust: adjust)
    do {
      try await body(harness)
    } catch {
      try? await harness.stop()
      throw error
    }
    try await harness.stop()
  }
}

/// A reply as it came over the socket.
struct RawReply: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: String
  var trailers: HTTPHeaders?

  /// The body as JSON.
  var json: [String: Any]? { try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] }

  /// The member of the `error` object.
  func error(_ name: String) -> String? { (json?["error"] as? [String: Any])?[name].map { "\($0)" } }
}

extension GatewayHarness {
  /// One request on a connection of its own.
  func send(
    _ method: HTTPMethod = .POST, _ path: String, _ headers: HTTPHeaders = [:], body: String = ""
  ) async throws -> RawReply {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: gateway.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
            wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      var fields = headers
      fields.replaceOrAdd(name: "host", value: "127.0.0.1")
      if method == .POST { fields.replaceOrAdd(name: "content-length", value: "\(body.utf8.count)") }
      try await outbound.write(.head(HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: fields)))
      try await outbound.write(.body(.byteBuffer(ByteBuffer(string: body))))
      try await outbound.write(.end(nil))
      var reply = RawReply(status: 0, headers: [:], body: "", trailers: nil)
      for try await part in inbound {
        switch part {
        case .head(let head):
          reply.status = Int(head.status.code)
          reply.headers = head.headers
        case .body(let bytes): reply.body += String(buffer: bytes)
        case .end(let trailers):
          reply.trailers = trailers
          return reply
        }
      }
      return reply
    }
  }

  /// A chat request with one user message.
  func chat(
    _ text: String, model: String = "auto", headers: HTTPHeaders = [:], extra: String = ""
  ) async throws -> RawReply {
    let quoted = String(decoding: try JSONSerialization.data(withJSONObject: [text]), as: UTF8.self).dropFirst()
      .dropLast()
    return try await send(
      .POST, "/v1/chat/completions", headers,
      body: #"{"model":"\#(model)","messages":[{"role":"user","content":\#(quoted)}]\#(extra)}"#)
  }
}
