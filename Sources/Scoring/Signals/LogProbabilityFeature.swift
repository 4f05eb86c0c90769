internal import Foundation

/// One number from the log-probabilities of an answer's tokens.
///
/// Quantiles are less biased by length than sums and means (Gupta et al. 2024, arXiv 2404.10136).
public enum LogProbabilityFeature: Sendable, Hashable {
  /// The value below which this share of tokens lies, such as 0.05.
  case quantile(Double)
  case least
  case mean

  /// The feature as a probability; unavailable where the provider's values are no probabilities.
  public func reading(_ values: [Double]?) -> SignalReading {
    guard let values, !values.isEmpty else { return .unavailable("the provider gives no log-probabilities") }
    guard values.allSatisfy({ $0.isFinite && $0 <= 1e-6 }) else {
      return .unavailable("the provider's log-probabilities are not all numbers up to 0")
    }
    // Some servers answer the request for them with constants; 0 and −9999 have been seen.
    guard values.contains(where: { $0 < 0 && $0 > -1000 }) else {
      return .unavailable("the provider's log-probabilities are constants")
    }
    return .score(min(1, exp(log(of: values))))
  }

  private func log(of values: [Double]) -> Double {
    switch self {
    case .least: return values.min() ?? 0
    case .mean: return values.reduce(0, +) / Double(values.count)
    case .quantile(let share):
      let sorted = values.sorted()
      // Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
      let position = min(1, max(0, share.isFinite ? share : 0)) * Double(sorted.count - 1)
      let low = Int(position)
      let high = min(low + 1, sorted.count - 1)
      return sorted[low] + (position - Double(low)) * (sorted[high] - sorted[low])
    }
  }
}
