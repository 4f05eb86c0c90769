internal import Foundation

/// The share that still waits after some months (Kaplan and Meier 1958).
struct SurvivalCurve {
  /// How long one has waited, and whether it waits no longer.
  struct Span {
    var months: Double
    var isReached: Bool
  }

  /// The share that waits after a time, and Greenwood's variance of its logarithm.
  private var steps: [(months: Double, waiting: Double, variance: Double)] = []
  /// The longest span, of either kind.
  private(set) var longest = 0.0

  init(_ spans: [Span]) {
    // Of equal spans those that were reached come first: the others waited at least as long.
    let sorted = spans.sorted { ($0.months, $0.isReached ? 0 : 1) < ($1.months, $1.isReached ? 0 : 1) }
    var waiting = 1.0
    var variance = 0.0
    for (index, span) in sorted.enumerated() where span.isReached {
      let atRisk = Double(sorted.count - index)
      waiting *= 1 - 1 / atRisk
      variance += atRisk > 1 ? 1 / (atRisk * (atRisk - 1)) : .infinity
      if steps.last?.months == span.months { steps.removeLast() }
      steps.append((span.months, waiting, variance))
    }
    longest = sorted.last?.months ?? 0
  }

  /// The time after which half no longer wait; nil if more than half still do.
  var median: Double? { steps.first { $0.waiting <= 0.5 + 1e-12 }?.months }

  /// The interval of the median on the scale log(-log) (Brookmeyer and Crowley 1982).
  func interval(z: Double) -> ClosedRange<Double>? {
    func reaches(_ sign: Double) -> Double? {
      steps.first { step in
        guard step.waiting > 0, step.waiting < 1 else { return step.waiting <= 0 }
        let place = log(-log(step.waiting))
        let width = z * step.variance.squareRoot() / -log(step.waiting)
        return place + sign * width >= log(log(2))
      }?
      .months
    }
    guard let low = reaches(1) else { return nil }
    return low...max(low, reaches(-1) ?? .infinity)
  }
}
