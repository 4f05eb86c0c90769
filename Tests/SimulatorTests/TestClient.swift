import NIOCore
import NIOPosix

@testable import Simulator

/// A reply as tests look at it.
struct TestReply: Sendable {
  private let reply: CallerReply

  init(_ reply: CallerReply) { self.reply = reply }

  var status: Int? { reply.status }
  var headers: [String: String] { Dictionary(reply.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }
  var body: [UInt8] { reply.body }
  /// True when HTTP says that the body is whole.
  var whole: Bool { reply.isWhole }
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

/// A client that speaks JSON.
struct TestClient: Sendable {
  let caller: SimulatedCaller

  /// Sends JSON, or `raw` text as it is.
  func send(
    _ method: String = "POST", _ path: String, _ body: JSONValue? = nil, raw: String? = nil,
    headers: [(String, String)] = [], leavingAfter: Int? = nil
  ) async throws -> TestReply {
    let bytes = raw.map { Array($0.utf8) } ?? body?.bytes ?? []
    return TestReply(
      try await caller.send(method, path, headers: headers, body: bytes, leavingAfter: leavingAfter))
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
    try await body(upstream, TestClient(caller: SimulatedCaller(port: upstream.port, group: group)))
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
