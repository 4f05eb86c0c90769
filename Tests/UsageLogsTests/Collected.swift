import Synchronization

@testable import UsageLogs

/// What a run told, in order.
final class Collected: Sendable {
  private let state = Mutex<[LogProgress]>([])
  func add(_ progress: LogProgress) { state.withLock { $0.append(progress) } }
  var all: [LogProgress] { state.withLock { $0 } }
}
