internal import Catalog

/// What summed calls would have cost on another offer, as far as it can serve them.
struct ChallengerCost: Sendable {
  /// Calls that it could have served: it had a price at their time, and their prompts fit.
  var covered = CallSums()
  /// What they would have cost, retries and escalations included.
  var cost = SavingRange()
  /// Cache reads that become uncached input at the central assumption.
  var cacheReadsLost = 0
  /// Rows whose batch, flex or priority tier it does not have, priced as standard.
  var rowsWithoutTier = 0
  /// What of the expected cost the region adds over the same offer without one.
  var residencyUplift = NanoDollars.zero

  /// Saved on the covered calls.
  var saving: SavingRange { .saving(of: covered.list, at: cost) }

  /// Takes the cost of further calls into this one.
  mutating func add(_ other: ChallengerCost) {
    covered.add(other.covered)
    cost += other.cost
    cacheReadsLost = CallSums.sum(cacheReadsLost, other.cacheReadsLost)
    rowsWithoutTier = CallSums.sum(rowsWithoutTier, other.rowsWithoutTier)
    residencyUplift += other.residencyUplift
  }
}
