import Synchronization

/// Counts up to the highest number that was told, from any thread.
final class Steps: Sendable {
  private let reached = Mutex(0)

  /// How many steps lie between the highest number so far and this one; none if it is no higher.
  func new(_ number: Int) -> Int {
    reached.withLock { reached in
      defer { reached = max(reached, number) }
      return max(0, number - reached)
    }
  }
}
