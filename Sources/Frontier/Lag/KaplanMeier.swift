internal import Foundation

/// The share of records that still stand after some months, when those not yet reached count as long as they have stood
/// (Kaplan and Meier 1958).
public struct KaplanMeier: Sendable {
  /// A time at which records were reached.
  public struct Step: Hashable, Sendable {
    public var months: Double
    /// The share that still stands afterwards.
    public var standing: Double
    /// Greenwood's sum: the variance of the logarithm of the share.
    public var variance: Double
  }

  public let steps: [Step]
  /// The longest time that is known of a record, reached or not.
  public let longest: Double?

  public init(_ catchUps: [Frontier.CatchUp]) {
    var steps: [Step] = []
    var standing = 1.0
    var variance = 0.0
    let sorted = catchUps.sorted { ($0.months, $0.isReached ? 0 : 1) < ($1.months, $1.isReached ? 0 : 1) }
    for (index, catchUp) in sorted.enumerated() where catchUp.isReached {
      let atRisk = Double(sorted.count - index)
      standing *= 1 - 1 / atRisk
      variance += atRisk > 1 ? 1 / (atRisk * (atRisk - 1)) : .infinity
      if steps.last?.months == catchUp.months { steps.removeLast() }
      steps.append(Step(months: catchUp.months, standing: standing, variance: variance))
    }
    self.steps = steps
    longest = sorted.last?.months
  }

  /// The time by which half have been reached; nil if more than half still stand at the end.
  public var median: Double? { steps.first { $0.standing <= 0.5 + 1e-12 }?.months }

  /// The interval of the median by Brookmeyer and Crowley (1982) on the scale log(-log), with Greenwood's variance; no
  /// upper end means that the data have none. `z` is 1.645 for 90 %.
  ///
  /// It says how far chance in which records there were could move the median, not how well capabilities are known.
  public func interval(z: Double) -> (low: Double, high: Double?)? {
    func reaches(_ sign: Double) -> Double? {
      steps.first { step in
        guard step.standing > 0, step.standing < 1 else { return step.standing <= 0 }
        let place = log(-log(step.standing))
        let width = z * step.variance.squareRoot() / -log(step.standing)
        return place + sign * width >= log(log(2))
      }?
      .months
    }
    return reaches(1).map { (low: $0, high: reaches(-1)) }
  }
}

extension Frontier {
  /// The time by which half have been reached, when those that stand count as long as they have stood.
  static func kaplanMeierMedian(_ catchUps: [CatchUp]) -> Double? { KaplanMeier(catchUps).median }
}
