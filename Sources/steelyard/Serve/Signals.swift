import Dispatch
import Foundation

/// The signals that a server obeys, and a regular tick, as one sequence.
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
    var sources: [any DispatchSourceProtocol] = []
    let queue = DispatchQueue(label: "steelyard.signals")
    for (number, event) in [(SIGTERM, Event.stop), (SIGINT, .stop), (SIGHUP, .reload)] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { continuation.yield(make(event)) }
      source.resume()
      sources.append(source)
    }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + poll, repeating: poll)
    timer.setEventHandler { continuation.yield(make(.tick)) }
    timer.resume()
    sources.append(timer)
    let kept = Kept(sources)
    continuation.onTermination = { _ in kept.cancel() }
  }

  // Proof for @unchecked: the array is never changed after init, and Dispatch sources are thread-safe.
  private final class Kept: @unchecked Sendable {
    private let sources: [any DispatchSourceProtocol]
    init(_ sources: [any DispatchSourceProtocol]) { self.sources = sources }
    func cancel() { for source in sources { source.cancel() } }
  }
}
