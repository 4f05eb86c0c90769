import Catalog
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import StrictYAML

/// Model servers that answer on this machine.
struct LocalServers: Sendable {
  /// Providers of the catalogue that were found.
  var providers: Set<ProviderID> = []
  /// Models that Ollama has, as it names them.
  var ollamaModels: [String] = []

  /// Asks Ollama's default address which models it has; nothing there is not an error.
  static func find(_ group: any EventLoopGroup, port: Int = 11_434) async -> LocalServers {
    guard let body = try? await get("/api/tags", port: port, group: group),
      let root = try? JSONSerialization.jsonObject(with: body) as? [String: Any],
      let models = root["models"] as? [[String: Any]]
    else { return LocalServers() }
    return LocalServers(providers: ["ollama"], ollamaModels: models.compactMap { $0["name"] as? String }.sorted())
  }

  /// Catalogue YAML with an offer for each of Ollama's models that the catalogue knows; nil when there is none.
  func catalogText(_ catalog: Catalog) -> String? {
    guard catalog.provider("ollama") != nil else { return nil }
    var lines: [String] = []
    for name in ollamaModels {
      guard let model = Self.model(name, catalog), catalog.offerNumber("\(model.id)@ollama") == nil else { continue }
      guard name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else {
        continue
      }
      lines.append("  - {model: \(model.id), provider: ollama, upstream_model: \"\(name)\"}")
    }
    guard !lines.isEmpty else { return nil }
    let today = Timestamp.now().description.prefix(10)
    return
      "version: 1\ndefaults: {source: \"Ollama on this machine\", as_of: \(today)}\noffers:\n"
      + lines.joined(separator: "\n") + "\n"
  }

  /// Models of Ollama's that the catalogue does not know.
  func unknownModels(_ catalog: Catalog) -> [String] { ollamaModels.filter { Self.model($0, catalog) == nil } }

  // Ollama writes `family:size`, the catalogue `family-size`.
  private static func model(_ name: String, _ catalog: Catalog) -> Model? {
    let base = name.hasSuffix(":latest") ? String(name.dropLast(7)) : name
    return catalog.model(named: base) ?? catalog.model(named: base.replacingOccurrences(of: ":", with: "-"))
  }

  private static func get(_ path: String, port: Int, group: any EventLoopGroup) async throws -> Data {
    let channel = try await ClientBootstrap(group: group).connectTimeout(.milliseconds(200))
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
            wrappingChannelSynchronously: channel)
        }
      }
    let deadline = channel.channel.eventLoop.scheduleTask(in: .milliseconds(500)) {
      channel.channel.close(promise: nil)
    }
    defer { deadline.cancel() }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(
        .head(HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: ["host": "127.0.0.1"])))
      try await outbound.write(.end(nil))
      var body = Data()
      for try await part in inbound {
        switch part {
        case .head(let head): guard head.status == .ok else { return Data() }
        case .body(let bytes): body.append(contentsOf: bytes.readableBytesView)
        case .end: return body
        }
        if body.count > 4 << 20 { return Data() }
      }
      return body
    }
  }
}
