import Catalog

/// What recovery must know of a request that was under way.
struct HeldSlot {
  let sequence: UInt64
  let startedAt: Timestamp
  /// Nil when the price was unknown; what was held in the end, where that had grown.
  let held: NanoDollars?
  /// What it would have cost had it ended when that was last noted; nil when nothing was.
  let told: NanoDollars?
  let draftBytes: Int
}
