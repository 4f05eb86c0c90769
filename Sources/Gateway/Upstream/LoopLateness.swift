import NIOCore

/// How long an event loop was kept from running, told by ticks that came late. No upstream can be heard in that time,
/// so none is to blame for it.
struct LoopLateness: Hashable {
  /// The time between two ticks, and the shortest delay that is sure to be seen.
  static let interval = TimeAmount.milliseconds(20)

  private var due: NIODeadline
  private var before = TimeAmount.zero

  /// Lateness from `now` on; the first tick is due an interval later.
  init(from now: NIODeadline) { due = now + Self.interval }

  /// Notes a tick; the next is due an interval later.
  mutating func tick(at now: NIODeadline) {
    before = total(at: now)
    due = now + Self.interval
  }

  /// All delays until `now`, that of a tick which is overdue included.
  func total(at now: NIODeadline) -> TimeAmount { before + max(.zero, now - due) }
}
