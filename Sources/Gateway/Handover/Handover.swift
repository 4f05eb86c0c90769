import Foundation
import Glibc
public import NIOCore

/// How a process that starts takes the place of the one that serves, without a connection being refused.
///
/// The one that serves listens on a Unix socket beside its ledger. The one that starts connects, is given the listening
/// socket, and says `serving` when nothing can go wrong any more; then the old one stops accepting, ends what is under
/// way, and says `released` when it has given the ledger up. Connections wait in the socket's queue in between. If the
/// new one ends before `serving`, the old one has noticed nothing; if the old one ends before `released`, the kernel
/// gives its locks up and the new one goes on at once.
public enum Handover {
  /// Where the process that serves from a ledger can be asked.
  public static func path(ledger: String) -> String { ledger + "-handover" }

  /// Offers the listening socket at `path` to whoever starts as the same user. Only the holder of the ledger's lock may
  /// call this: what lies at `path` is replaced.
  ///
  /// `onTaken` is called once, from a thread of its own, when a successor says that it is serving.
  public static func offer(
    _ listener: ListeningSocket, at path: String, onTaken: @escaping @Sendable (Successor) -> Void
  ) throws -> HandoverOffer {
    try HandoverOffer(listener, path: path, onTaken: onTaken)
  }

  /// Asks the process at `path` for its listening socket; nil when there is none or it does not answer in time.
  public static func take(at path: String, patience: TimeAmount = .seconds(5)) async throws -> Predecessor? {
    try await onThread {
      let descriptor = try unixSocket()
      let connection = HandoverConnection(adopting: descriptor)
      let connected = try withUnixAddress(path) { Glibc.connect(descriptor, $0, $1) }
      guard connected == 0 else { return nil }
      guard connection.isOfSameUser else {
        throw IOError(errnoCode: EPERM, reason: "the process that offers '\(path)' runs as another user")
      }
      try connection.send(Word.take)
      guard case .message(let message) = try connection.receive(milliseconds: milliseconds(patience)) else {
        return nil
      }
      guard message.text == Word.listener, message.descriptors.count == 1, let descriptor = message.descriptors.first
      else {
        for descriptor in message.descriptors { close(descriptor) }
        throw IOError(errnoCode: EPROTO, reason: "the process at '\(path)' speaks another version of the hand-over")
      }
      do {
        return Predecessor(connection, try ListeningSocket(adopting: descriptor))
      } catch {
        close(descriptor)
        throw error
      }
    }
  }

  /// What the two say to each other; the version is in the first word of each side.
  enum Word {
    static let take = "steelyard 1 take"
    static let listener = "steelyard 1 listener"
    static let serving = "serving"
    static let released = "released"
  }

  static func unixSocket() throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
    return descriptor
  }

  static func withUnixAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
  ) throws -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < room else {
      throw IOError(
        errnoCode: ENAMETOOLONG, reason: "'\(path)' is too long for a socket's name (at most \(room - 1) bytes)")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return try withUnsafePointer(to: &address) { address in
      try address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        try body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  static func milliseconds(_ time: TimeAmount) -> Int32 {
    Int32(clamping: max(0, time.nanoseconds / 1_000_000))
  }

  // Waiting blocks a thread, so it must be none of those that everything else runs on.
  static func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
  }
}

/// The process whose place is taken, as its successor sees it.
public final class Predecessor: Sendable {
  /// The listening socket, shared with the other process until that closes its own.
  public let listener: ListeningSocket
  private let connection: HandoverConnection

  init(_ connection: HandoverConnection, _ listener: ListeningSocket) {
    self.connection = connection
    self.listener = listener
  }

  /// How waiting for the ledger ended.
  public enum Release: Sendable {
    /// The other process has closed the ledger.
    case released
    /// It ended without saying so; what it held is found in the journal.
    case ended
    /// It still holds the ledger.
    case timeout
  }

  /// Says that this process accepts from here on: the other one stops, and cannot take its place back.
  public func confirm() throws { try connection.send(Handover.Word.serving) }

  /// Waits until the other process has given the ledger up.
  public func waitForRelease(_ limit: TimeAmount) async throws -> Release {
    let milliseconds = Handover.milliseconds(limit)
    return try await Handover.onThread { [connection] in
      switch try connection.receive(milliseconds: milliseconds) {
      case .message(let message):
        for descriptor in message.descriptors { close(descriptor) }
        return message.text == Handover.Word.released ? .released : .ended
      case .end: return .ended
      case .timeout: return .timeout
      }
    }
  }
}

/// The process that takes over, as its predecessor sees it.
public final class Successor: Sendable {
  private let connection: HandoverConnection

  init(_ connection: HandoverConnection) { self.connection = connection }

  /// Says that the ledger is closed and its lock given up. A successor that is gone needs no telling.
  public func release() { try? connection.send(Handover.Word.released) }
}
