import Dispatch
import Foundation
import Synchronization

/// The signals that a server obeys, and a regular tick, as one sequence.
///
/// A handler writes each signal into a pipe, which a thread of its own reads. So none is lost from the moment on at which
/// the handlers are there, whoever is listening by then; a source of Dispatch misses those that come before it is
/// registered.
enum Signals {
  enum Event: Sendable { case stop, reload, tick }

  /// SIGTERM and SIGINT stop, SIGHUP reloads.
  static func events(poll: DispatchTimeInterval) -> AsyncStream<Event> {
    AsyncStream { send(to: $0, poll: poll) { $0 } }
  }

  /// Sends them, each as what `make` makes of it, to a sequence that has other events too, until that ends.
  static func send<Element: Sendable>(
    to continuation: AsyncStream<Element>.Continuation, poll: DispatchTimeInterval,
    as make: @escaping @Sendable (Event) -> Element
  ) {
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "steelyard.tick"))
    timer.schedule(deadline: .now() + poll, repeating: poll)
    timer.setEventHandler { continuation.yield(make(.tick)) }
    timer.resume()
    let kept = Kept(timer)
    Pump.shared.listener.withLock { $0 = { continuation.yield(make($0)) } }
    continuation.onTermination = { _ in
      kept.timer.cancel()
      Pump.shared.listener.withLock { $0 = nil }
    }
  }

  // Proof for @unchecked: the reference is never changed, and Dispatch sources are thread-safe.
  private final class Kept: @unchecked Sendable {
    let timer: any DispatchSourceProtocol
    init(_ timer: any DispatchSourceProtocol) { self.timer = timer }
  }

  private final class Pump: Sendable {
    static let shared = Pump()
    let listener = Mutex<(@Sendable (Event) -> Void)?>(nil)
    private let ends: (read: Int32, write: Int32)

    private init() {
      var ends: [Int32] = [-1, -1]
      _ = pipe(&ends)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      self.ends = (ends[0], ends[1])
      Thread.detachNewThread { [self] in run() }
      // The handler finds the pipe through this.
      Signals.writeEnd.store(ends[1], ordering: .releasing)
      for number in [SIGTERM, SIGINT, SIGHUP] {
        signal(number) { number in
          let before = errno
          var byte = UInt8(truncatingIfNeeded: number)
          _ = write(Signals.writeEnd.load(ordering: .acquiring), &byte, 1)
          errno = before
        }
      }
    }

    // The threads of the concurrency runtime block signals, and those that they start do; this one takes them.
    private func run() {
      var signals = sigset_t()
      sigemptyset(&signals)
      for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, number) }
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      var byte: UInt8 = 0
      while true {
        let count = read(ends.read, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count == 1 else { return }
        let listener = listener.withLock { $0 }
        listener?(Int32(byte) == SIGHUP ? .reload : .stop)
      }
    }
  }

  private static let writeEnd = Atomic<Int32>(-1)
}
