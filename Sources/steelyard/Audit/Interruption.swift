@preconcurrency import Dispatch
import Foundation
import Synchronization

/// Whether the user has asked to stop with ^C: the first ^C stops after the chunk at hand, the second at once.
final class Interruption: Sendable {
  private let asked = Atomic(false)
  private let source: any DispatchSourceSignal

  init() {
    // The default would end the process before anything could be kept.
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [weak self] in self?.ask() }
    source.resume()
  }

  /// True once ^C was typed.
  var isAsked: Bool { asked.load(ordering: .relaxed) }

  private func ask() {
    if asked.exchange(true, ordering: .relaxed) { _exit(130) }
  }
}
