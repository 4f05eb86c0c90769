import NIOCore
import NIOPosix
import Synchronization

/// Takes connections in from a listening socket that outlives the channel which accepts, so that another process can
/// accept from it instead.
final class Listener: Sendable {
  /// Kept open until this value goes: connections wait in its queue while nobody accepts.
  let socket: ListeningSocket
  private let group: MultiThreadedEventLoopGroup
  private let workers: [ObjectIdentifier: NIOLoopBound<Worker>]
  private let core: GatewayCore
  private let channel = Mutex<(any Channel)?>(nil)
  private let offer = Mutex(Offer.none)

  private enum Offer {
    case none, made(HandoverOffer)
    /// It could not be made, and trying each second would not help.
    case impossible
  }

  init(
    _ socket: ListeningSocket, group: MultiThreadedEventLoopGroup, workers: [ObjectIdentifier: NIOLoopBound<Worker>],
    core: GatewayCore
  ) {
    self.socket = socket
    self.group = group
    self.workers = workers
    self.core = core
  }

  /// Begins to accept.
  func accept() async throws {
    let (core, workers) = (core, workers)
    let channel = try await ServerBootstrap(group: group)
      .serverChannelInitializer { channel in
        // Out of files, accepting pauses; each try would fail at once and be made again.
        let backoff = AcceptBackoffHandler(shouldForwardIOErrorCaught: false) { error in
          guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else { return nil }
          core.log.note(.files, "no connection can be accepted now: \(error); trying again in 200 ms")
          return .milliseconds(200)
        }
        return channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(backoff) }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelOption(.allowRemoteHalfClosure, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let worker = workers[ObjectIdentifier(channel.eventLoop)]?.value else { return }
          try channel.pipeline.syncOperations.addHandler(ClientConnection(worker: worker))
        }
      }
      .withBoundSocket(try socket.duplicate()).get()
    // A channel of a bound socket listens anew, with a short queue of its own choice, whatever its options say.
    socket.restoreBacklog()
    self.channel.withLock { $0 = channel }
  }

  /// Accepts nothing more; what comes waits in the socket's queue.
  func pause() async {
    let channel = channel.withLock { channel in
      defer { channel = nil }
      return channel
    }
    guard let channel else { return }
    // Connections that were accepted and are still on their way to their event loop would be reset by the channel's end.
    try? await channel.setOption(.autoRead, value: false).get()
    for loop in group.makeIterator() { try? await loop.submit {}.get() }
    try? await channel.eventLoop.submit {}.get()
    try? await channel.close()
  }

  /// Has a successor find the socket at `path`.
  func offer(at path: String, onTaken: @escaping @Sendable (Successor) -> Void) throws {
    // Made under the lock, so that one that is taken at once is not noted as there afterwards.
    try offer.withLock { state in
      guard case .none = state else { return }
      state = .impossible
      state = .made(
        try Handover.offer(socket, at: path) { [weak self] successor in
          self?.offer.withLock { $0 = .none }
          onTaken(successor)
        })
    }
  }

  /// Lets no successor find it any more.
  func withdrawOffer() {
    let offer = offer.withLock { offer in
      defer { offer = .none }
      return offer
    }
    if case .made(let offer) = offer { offer.withdraw() }
  }
}
