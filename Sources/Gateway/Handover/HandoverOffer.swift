import Foundation
import Glibc
import NIOCore
import Synchronization

/// A listening socket on offer, until somebody takes it or it is withdrawn.
public final class HandoverOffer: Sendable {
  private struct State {
    var isWithdrawn = false
    // Told to a thread that waits, without a signal and without its polling: the write end of a pipe.
    var waker: Int32?
  }

  private let listener: ListeningSocket
  // Only listens; kept as a connection for its closing.
  private let door: HandoverConnection
  private let path: String
  private let inode: UInt64?
  private let state: Mutex<State>
  private let onTaken: @Sendable (Successor) -> Void

  // A successor says hello at once, and has then to compile its configuration and bind its channels.
  private static let greeting: Int32 = 2_000
  private static let preparation: Int32 = 30_000

  init(_ listener: ListeningSocket, path: String, onTaken: @escaping @Sendable (Successor) -> Void) throws {
    let descriptor = try Handover.unixSocket()
    let door = HandoverConnection(adopting: descriptor)
    unlink(path)
    // The name is made with the socket's own mode, so that there is no moment in which others could connect.
    guard fchmod(descriptor, 0o600) == 0,
      try Handover.withUnixAddress(path, { Glibc.bind(descriptor, $0, $1) }) == 0, listen(descriptor, 8) == 0
    else { throw IOError(errnoCode: errno, reason: "the hand-over cannot be offered at '\(path)'") }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw IOError(errnoCode: errno, reason: "pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.listener = listener
    self.door = door
    self.path = path
    self.onTaken = onTaken
    inode = Self.inode(path)
    state = Mutex(State(waker: ends[1]))
    let wake = ends[0]
    let thread = Thread { [self] in
      serve(wake: wake)
      close(wake)
    }
    thread.name = "steelyard.handover"
    thread.start()
  }

  /// Takes the offer back; what was taken stays taken.
  public func withdraw() {
    let waker = state.withLock { state in
      state.isWithdrawn = true
      defer { state.waker = nil }
      return state.waker
    }
    // Closing the one end makes the other one readable.
    if let waker { close(waker) }
    removeName()
  }

  private func serve(wake: Int32) {
    while waits(for: door.descriptor, or: wake, milliseconds: -1) {
      let descriptor = accept(door.descriptor, nil, nil)
      guard descriptor >= 0 else {
        // Without a descriptor to spare the next look would find the same at once.
        _ = waits(for: -1, or: wake, milliseconds: 1_000)
        continue
      }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      let connection = HandoverConnection(adopting: descriptor)
      guard connection.isOfSameUser, hands(over: connection, wake) else { continue }
      // A third process must find nobody here: it could not be served while this one drains.
      withdraw()
      onTaken(Successor(connection))
      return
    }
  }

  // Whether the other end has taken the socket and says that it serves. Whatever else it does, nothing has changed.
  private func hands(over connection: HandoverConnection, _ wake: Int32) -> Bool {
    guard hears(Handover.Word.take, from: connection, wake, Self.greeting),
      (try? connection.send(Handover.Word.listener, descriptors: [listener.descriptor])) != nil
    else { return false }
    return hears(Handover.Word.serving, from: connection, wake, Self.preparation)
  }

  private func hears(_ word: String, from connection: HandoverConnection, _ wake: Int32, _ limit: Int32) -> Bool {
    guard waits(for: connection.descriptor, or: wake, milliseconds: limit),
      case .message(let message)? = try? connection.receive(milliseconds: 0)
    else { return false }
    for descriptor in message.descriptors { close(descriptor) }
    return message.text == word
  }

  /// False at the end of the time, and when the offer is withdrawn.
  private func waits(for descriptor: Int32, or wake: Int32, milliseconds: Int32) -> Bool {
    var polled = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let count = poll(&polled, 2, milliseconds)
      if count < 0, errno == EINTR { continue }
      return count > 0 && !state.withLock(\.isWithdrawn) && polled[0].revents != 0
    }
  }

  // A successor may have put its own socket there since.
  private func removeName() {
    if let inode, Self.inode(path) == inode { unlink(path) }
  }

  private static func inode(_ path: String) -> UInt64? {
    var status = stat()
    return lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }
}
