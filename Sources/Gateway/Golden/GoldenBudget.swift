import Catalog
import Synchronization

/// The most that a run may cost: held before a case's calls, settled after them.
final class GoldenBudget: Sendable {
  private let cap: NanoDollars?
  private let standing = Mutex((spent: NanoDollars.zero, held: NanoDollars.zero))

  init(cap: NanoDollars?) { self.cap = cap }

  /// Whether there is a limit to keep.
  var isLimited: Bool { cap != nil }

  /// Holds the worst case; false when it does not fit any more.
  func hold(_ amount: NanoDollars) -> Bool {
    standing.withLock { standing in
      if let cap, standing.spent + standing.held + amount > cap { return false }
      standing.held += amount
      return true
    }
  }

  /// Turns a hold into what the calls cost.
  func settle(_ amount: NanoDollars, cost: NanoDollars) {
    standing.withLock { standing in
      standing.held = max(.zero, standing.held - amount)
      standing.spent += cost
    }
  }
}
