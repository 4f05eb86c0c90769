import NIOCore
import NIOPosix

/// Keep-alive connections of one event loop. Requests never hop between loops to find one.
final class UpstreamPool {
  /// How long an idle connection is kept; below the 60 s at which common servers close theirs.
  static let idleLimit = TimeAmount.seconds(50)
  /// Buffers of at most 64 KiB that are read ahead of a receiver that wants no more.
  static let messagesPerRead: UInt = 4

  private let loop: any EventLoop
  private var idle: [Int: [UpstreamConnection]] = [:]

  init(loop: any EventLoop) { self.loop = loop }

  /// An idle connection, most recently used first, so that the others can expire.
  func idleConnection(_ poolKey: Int) -> UpstreamConnection? {
    while let connection = idle[poolKey]?.popLast() {
      connection.idleSince = nil
      if connection.isUsable { return connection }
      connection.cancel()
    }
    return nil
  }

  /// Opens a connection; `done` is called on this loop.
  func connect(
    _ target: UpstreamTarget, timeout: TimeAmount,
    done: @escaping (Result<UpstreamConnection, UpstreamFailure>) -> Void
  ) {
    let poolKey = target.poolKey
    let tls = target.tls
    let bound = NIOLoopBound(self, eventLoop: loop)
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(timeout)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.maxMessagesPerRead, value: Self.messagesPerRead)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(try tls.handler()) }
          try channel.pipeline.syncOperations.addHandler(UpstreamConnection(poolKey: poolKey, pool: bound.value))
        }
      }
    let channel =
      if let address = target.address { bootstrap.connect(to: address) } else {
        bootstrap.connect(host: target.host, port: target.port)
      }
    channel.assumeIsolated().whenComplete { result in
      switch result {
      case .failure(let error): done(.failure(Self.failure(error, target)))
      case .success(let channel):
        if let connection = try? channel.pipeline.syncOperations.handler(type: UpstreamConnection.self) {
          done(.success(connection))
        } else {
          done(.failure(.connect("the connection was closed at once")))
        }
      }
    }
  }

  /// Takes a connection back, once; one that cannot serve again is closed.
  func put(_ connection: UpstreamConnection) {
    guard connection.idleSince == nil else { return }
    guard connection.isUsable else { return connection.cancel() }
    connection.idleSince = .now()
    idle[connection.poolKey, default: []].append(connection)
  }

  /// Forgets a connection that was closed.
  func remove(_ connection: UpstreamConnection) {
    guard connection.idleSince != nil else { return }
    connection.idleSince = nil
    idle[connection.poolKey]?.removeAll { $0 === connection }
  }

  /// Closes connections that were idle for too long.
  func sweep(_ now: NIODeadline) {
    for connection in idle.values.joined() {
      if let since = connection.idleSince, now - since > Self.idleLimit { connection.cancel() }
    }
  }

  /// Closes every idle connection.
  func closeIdle() {
    for connection in idle.values.joined() { connection.cancel() }
  }

  private static func failure(_ error: any Error, _ target: UpstreamTarget) -> UpstreamFailure {
    if let error = error as? NIOConnectionError {
      if let dns = error.dnsAError ?? error.dnsAAAAError, error.connectionErrors.isEmpty {
        return .connect("the name '\(error.host)' could not be resolved: \(dns)")
      }
      let reason = error.connectionErrors.last.map { "\($0.error)" } ?? "unknown"
      return .connect("\(error.host):\(error.port): \(reason)")
    }
    if case ChannelError.connectTimeout? = error as? ChannelError { return .timeout(.connect) }
    return .connect("\(target.host):\(target.port): \(error)")
  }
}
