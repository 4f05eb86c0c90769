import Foundation

/// Wakes the writer's thread, and tells others how far it has come.
///
/// Sendable by hand: every field is only touched while `condition` is locked.
final class WriterBell: @unchecked Sendable {
  /// What the writer is woken for.
  struct Call: Sendable {
    /// Those who wait for a round with this number or a lower one wait for this round.
    var ticket: UInt64
    var keys: Bool
    var stop: Bool
  }

  private let condition = NSCondition()
  private var isRung = false
  private var isUrgent = false
  private var isStopping = false
  private var wantsKeys = false
  private var hasEnded = false
  private var lastTicket: UInt64 = 0
  private var doneTicket: UInt64 = 0

  /// Says that there is work; an urgent call ends the gathering at once.
  func ring(urgent: Bool = false, keys: Bool = false, stop: Bool = false) {
    condition.withLock {
      isRung = true
      if urgent || stop { isUrgent = true }
      if keys { wantsKeys = true }
      if stop { isStopping = true }
      condition.broadcast()
    }
  }

  /// Waits for work, then for more of it during `gathering` seconds unless it is urgent.
  func wait(gathering: TimeInterval) -> Call {
    condition.withLock {
      while !isRung { condition.wait() }
      let deadline = Date(timeIntervalSinceNow: gathering)
      while !isUrgent, gathering > 0, condition.wait(until: deadline) {}
      defer {
        isRung = false
        isUrgent = false
        wantsKeys = false
      }
      return Call(ticket: lastTicket, keys: wantsKeys, stop: isStopping)
    }
  }

  /// Says that all work which was there when `call` came is done.
  func done(_ call: Call) {
    condition.withLock {
      doneTicket = max(doneTicket, call.ticket)
      condition.broadcast()
    }
  }

  /// Waits before work that failed is tried again; true when the writer has to stop.
  func pause(_ seconds: TimeInterval) -> Bool {
    condition.withLock {
      // Nobody is kept waiting for a disk that is full.
      doneTicket = lastTicket
      condition.broadcast()
      let deadline = Date(timeIntervalSinceNow: seconds)
      while !isStopping, condition.wait(until: deadline) {}
      return isStopping
    }
  }

  /// Waits until the work that is there now is done, or cannot be.
  func waitForRound() {
    condition.withLock {
      lastTicket += 1
      let ticket = lastTicket
      isRung = true
      isUrgent = true
      condition.broadcast()
      while doneTicket < ticket, !hasEnded { condition.wait() }
    }
  }

  /// Says that the writer's thread has ended.
  func end() {
    condition.withLock {
      hasEnded = true
      condition.broadcast()
    }
  }

  /// Waits until the writer's thread has ended.
  func waitForEnd() { condition.withLock { while !hasEnded { condition.wait() } } }
}
