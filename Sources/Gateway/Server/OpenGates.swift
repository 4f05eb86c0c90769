import Routing
import Synchronization

/// The gates that evidence has opened, as the last word had it. Read by every request of a policy with gates.
final class OpenGates: Sendable {
  private let state = Mutex<[OpenGate]?>(nil)

  /// Nil when none is open.
  var current: [OpenGate]? { state.withLock { $0 } }

  /// Puts a new list in force, for requests that are decided from now on.
  func replace(_ gates: [OpenGate]) { state.withLock { $0 = gates.isEmpty ? nil : gates } }
}
