public import Frontier

/// When an incentive reaches a threshold, where the data give a date at all.
public enum DefectionDate: Hashable, Sendable {
  /// A date with its 90 % interval.
  public struct Estimate: Hashable, Sendable {
    /// The median.
    public var day: Day
    /// Nil where an end lies outside the months looked at.
    public var earliest: Day?
    public var latest: Day?
  }

  /// It is reached today already, and was first in the past; nil if it was so at the first price there is, or if no
  /// history was given.
  case reached(since: Estimate?)
  /// It is reached in most futures; in `never` of them not within the horizon.
  case date(Estimate, never: Double)
  /// It is not reached within the horizon in most futures. `earliest` is when one in twenty has reached it.
  case unlikely(never: Double, horizon: Int, earliest: Day?)
  case noBasis(Reason)

  /// Why there is no date.
  public enum Reason: String, Hashable, Codable, Sendable {
    case nothingToCompare = "there is no closed option to leave, or nothing that may be gone to"
    case notAsked = "this threshold was not among those that futures were drawn for"
  }

  /// The finding in a sentence.
  public var sentence: String {
    func interval(_ estimate: Estimate) -> String {
      let from = estimate.earliest?.description ?? "before the first price"
      return "90 % interval \(from) to \(estimate.latest?.description ?? "beyond the horizon")"
    }
    func percent(_ share: Double) -> String { "\(((1000 * share).rounded() / 10).plain) %" }
    return switch self {
    case .reached(let since?): "Reached since \(since.day) (\(interval(since)))."
    case .reached(nil): "Reached today; since when, the prices at hand do not say."
    case .date(let estimate, let never):
      "\(estimate.day) (\(interval(estimate))); in \(percent(never)) of the futures never within the horizon."
    case .unlikely(let never, let horizon, let earliest):
      "No date: in \(percent(never)) of the futures it is not reached within \(horizon) months"
        + (earliest.map { "; one in twenty reaches it by \($0)." } ?? ".")
    case .noBasis(let reason): "No basis for a date: \(reason.rawValue)."
    }
  }
}
