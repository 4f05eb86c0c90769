import Foundation
import Glibc
import Ledger
public import NIOCore

/// How a process that starts takes the place of the one that serves, without a connection being refused.
///
/// The one that serves listens on a Unix socket beside its ledger. The one that starts connects, is given the listening
/// socket, and says `serving` when all that can be prepared is; then the old one stops accepting, seals its ledger, and
/// says `sealed` with the ledger's lock. The new one opens the ledger beside it and says `opened`: from there on only it
/// accepts and holds money, and the old one ends what it has under way. Connections wait in the socket's queue in between.
///
/// If the new one ends before `opened`, the old one goes on as if nothing had been. If the old one ends before `sealed`,
/// the kernel gives its locks up and the new one opens the ledger as after any other end.
public enum Handover {
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

  /// What the two say to each other; the version of what they have to agree on is in the first word of each side.
  enum Word {
    static let take = "steelyard \(Ledger.handoverVersion) take"
    static let listener = "steelyard \(Ledger.handoverVersion) listener"
    static let serving = "serving"
    static let sealed = "sealed"
    static let opened = "opened"
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
      // A socket's name is short; the way to it by its folder's descriptor is, too.
      let url = URL(filePath: path)
      let folder = open(url.deletingLastPathComponent().path(percentEncoded: false), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      defer { if folder >= 0 { close(folder) } }
      let short = "/proc/self/fd/\(folder)/\(url.lastPathComponent)"
      guard folder >= 0, short.utf8.count < room else {
        throw IOError(
          errnoCode: ENAMETOOLONG, reason: "'\(path)' is too long for a socket's name (at most \(room - 1) bytes)")
      }
      return try withUnixAddress(short, body)
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
  public enum Sealing: Sendable {
    /// The other process holds no more money and writes no rows: `Ledger.open` takes this.
    case sealed(Int32)
    /// It ended, or goes on serving as it could not be sealed.
    case ended
    /// It has said nothing.
    case timeout
  }

  /// Says that all is prepared: the other one stops accepting and seals its ledger.
  public func confirm() throws { try connection.send(Handover.Word.serving) }

  /// Waits until the other process has sealed its ledger.
  public func waitForSeal(_ limit: TimeAmount) async throws -> Sealing {
    let milliseconds = Handover.milliseconds(limit)
    return try await Handover.onThread { [connection] in
      switch try connection.receive(milliseconds: milliseconds) {
      case .message(let message):
        guard message.text == Handover.Word.sealed, message.descriptors.count == 1,
          let descriptor = message.descriptors.first
        else {
          for descriptor in message.descriptors { close(descriptor) }
          return .ended
        }
        return .sealed(descriptor)
      case .end: return .ended
      case .timeout: return .timeout
      }
    }
  }

  /// Says that the ledger is open here: the other process cannot go back.
  public func opened() throws { try connection.send(Handover.Word.opened) }
}

/// The process that takes over, as its predecessor sees it.
public final class Successor: Sendable {
  private let connection: HandoverConnection

  init(_ connection: HandoverConnection) { self.connection = connection }

  /// Gives it the ledger's lock, sealed.
  public func seal(_ lock: Int32) throws { try connection.send(Handover.Word.sealed, descriptors: [lock]) }

  /// Waits until it has opened the ledger; false when it ends, or takes longer.
  public func waitUntilOpened(_ limit: TimeAmount) async -> Bool {
    let milliseconds = Handover.milliseconds(limit)
    let heard = try? await Handover.onThread { [connection] in
      var event = try connection.receive(milliseconds: milliseconds)
      if case .timeout = event {
        // From here on it cannot say so any more; what it has said by now counts, so that both know the same.
        shutdown(connection.descriptor, Int32(SHUT_RDWR))
        event = try connection.receive(milliseconds: 0)
      }
      guard case .message(let message) = event else { return false }
      for descriptor in message.descriptors { close(descriptor) }
      return message.text == Handover.Word.opened
    }
    return heard ?? false
  }
}
