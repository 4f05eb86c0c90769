public import Catalog
public import Evidence
import Scoring

/// What came of one case of a golden set as a cascade would see it.
public struct CascadeResult: Sendable {
  /// Whether an answer was bad, and who says so.
  public enum Label: Hashable, Sendable {
    case good
    case bad(String)
    /// Nothing says what it was; it counts as bad, never as good.
    case unscored(String)
  }

  /// The case with its answer and what it cost.
  public internal(set) var golden: GoldenResult
  /// Whether the open answer was bad.
  public internal(set) var label: Label
  /// How sure the signal is of the open answer; nil when it gives way whatever the threshold is.
  public internal(set) var score: Double?
  /// Why there is no score.
  public internal(set) var reason: String?

  /// The case as the calibration counts it; nil for one that was put to nobody.
  public var counted: CascadeCase? {
    guard golden.skip == nil else { return nil }
    // Below every threshold, so that it is escalated at all of them.
    return CascadeCase(score: score ?? -1, isBad: label != .good)
  }

  /// What all calls of the case cost; nil when one of them has no known price.
  public var cost: NanoDollars? {
    golden.calls.reduce(Optional(.zero)) { sum, call in
      guard let sum, let cost = call.cost else { return nil }
      return sum + cost
    }
  }
}
