import Dialects

/// What became of the requests that a gate may look at; every one that was not shown to a second model has its reason.
struct ShadowCounts: Hashable, Sendable {
  /// Why a request that was chosen brought no observation.
  enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The queue was full.
    case queueFull = "queue_full"
    /// The day's budget did not cover the calls.
    case overBudget = "over_budget"
    /// Policy, or what the request needs, does not let the other offer see it.
    case notPermitted = "not_permitted"
    /// No price is known, so no budget could be kept.
    case unpriced
    /// The request or its answer is longer than what is copied.
    case tooLong = "too_long"
    /// Several answers were asked for, which cannot be paired.
    case severalChoices = "several_choices"
    /// Neither side of the gate served the request.
    case otherServed = "other_served"
    /// The conversation has been looked at already.
    case knownUnit = "known_unit"
    /// The gate is not gathering any more, or the policy has changed.
    case gateGone = "gate_gone"
    /// Drawn by lot to wait for a person's verdict; it counts with it.
    case awaitingLabel = "awaiting_label"
    /// No score could be given: the judge failed, or answered in no usable form.
    case unscored
    /// The ledger could not take it.
    case ledger
    /// The process ended first.
    case shutdown
  }

  /// Requests of a gated use case that were served.
  var seen = 0
  /// Units that were chosen.
  var chosen = 0
  /// Pairs that became an observation.
  var observed = 0
  /// Calls of a judge.
  var judged = 0
  var dropped: [Reason: Int] = [:]

  /// For `/ready`.
  var json: JSONValue {
    .object([
      ("seen", .number(seen)), ("chosen", .number(chosen)), ("observed", .number(observed)),
      ("judged", .number(judged)),
      (
        "dropped",
        .object(
          Reason.allCases.compactMap { reason in dropped[reason].map { (reason.rawValue, .number($0)) } })
      ),
    ])
  }
}
