import Dispatch
import Foundation

/// Wakes the writer's thread, and tells others how far it has come.
///
/// Sendable by hand: every variable is only touched while `condition` is locked.
final class WriterBell: @unchecked Sendable {
  /// What the writer is woken for.
  struct Call: Sendable {
    /// Those who wait for a round with this number or a lower one wait for this round.
    var ticket: UInt64
    var stop: Bool
  }

  private let condition = NSCondition()
  // The writer's waits have ends, which a clock that is set back must not put off: a condition's are by the wall clock.
  private let alarm = DispatchSemaphore(value: 0)
  private var isRung = false
  private var isUrgent = false
  private var isStopping = false
  private var hasEnded = false
  private var lastTicket: UInt64 = 0
  private var doneTicket: UInt64 = 0

  /// Says that there is work; an urgent call ends the gathering at once.
  func ring(urgent: Bool = false, stop: Bool = false) {
    condition.withLock {
      let isNews = !isRung || urgent && !isUrgent || stop && !isStopping
      isRung = true
      if urgent || stop { isUrgent = true }
      if stop { isStopping = true }
      if isNews { alarm.signal() }
    }
  }

  /// Waits for work, at most `limit` seconds, then for more of it during `gathering` seconds unless it is urgent.
  func wait(gathering: TimeInterval, atMost limit: TimeInterval) -> Call {
    sleep(limit) { isRung }
    if gathering > 0 { sleep(gathering) { !isRung || isUrgent } }
    return condition.withLock {
      isRung = false
      isUrgent = false
      return Call(ticket: lastTicket, stop: isStopping)
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
    }
    sleep(seconds) { isStopping }
    return condition.withLock { isStopping }
  }

  private func sleep(_ seconds: TimeInterval, unless isOver: () -> Bool) {
    let deadline = DispatchTime.now() + seconds
    while !condition.withLock(isOver), alarm.wait(timeout: deadline) == .success {}
  }

  /// Waits until the work that is there now is done, or cannot be.
  func waitForRound() {
    condition.withLock {
      lastTicket += 1
      let ticket = lastTicket
      isRung = true
      isUrgent = true
      alarm.signal()
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
