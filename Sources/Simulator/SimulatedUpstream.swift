public import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A stand-in for model providers on one port: it speaks the OpenAI and the Anthropic API, sends made-up replies
/// that say so, and fails in the ways that real providers do when it is asked to.
///
/// For demonstrations without keys or a network, and for tests of whatever calls models.
public struct SimulatedUpstream: Sendable {
  private let simulation: Simulation
  private let listener: any Channel
  private let connections: Connections

  /// Starts listening; port 0 takes a free one.
  public static func start(
    host: String = "127.0.0.1", port: Int = 0, behaviour: Behaviour = Behaviour(), group: any EventLoopGroup
  ) async throws -> SimulatedUpstream {
    let simulation = Simulation(behaviour: behaviour)
    let connections = Connections()
    let listener = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4_096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          connections.add(channel)
          // Without assistance for pipelining: it stops reading during a reply, which hides that a caller left.
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(simulation: simulation))
        }
      }
      .bind(host: host, port: port).get()
    return SimulatedUpstream(simulation: simulation, listener: listener, connections: connections)
  }

  /// The port it listens on.
  public var port: Int { listener.localAddress?.port ?? 0 }

  /// The latest requests, oldest first.
  public var log: [ReceivedRequest] { simulation.log }

  /// Shows `fault` to the next `times` requests for `model` (as the upstream sees its name), or for any when nil.
  public func arm(_ fault: Fault, model: String? = nil, times: Int = 1) {
    simulation.arm(fault, model: model, times: times)
  }

  /// Lets `speaker` say what a model answers to the body of a request; where it says nothing the text is made up.
  public func say(_ speaker: (@Sendable (_ model: String, _ body: [UInt8]) -> String?)?) { simulation.say(speaker) }

  /// Forgets the log and the armed faults.
  public func reset() { simulation.reset() }

  /// Stops listening and closes every connection.
  public func stop() async throws {
    try await listener.close()
    for channel in connections.all { try? await channel.close() }
  }
}

/// The open connections, to be closed at the end.
private final class Connections: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  var all: [any Channel] { channels.withLock { Array($0.values) } }

  func add(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    channels.withLock { $0[id] = channel }
    channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
  }
}
