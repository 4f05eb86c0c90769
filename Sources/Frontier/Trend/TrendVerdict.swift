/// Whether a lag shrinks, by the interval of the slope of a straight line.
public struct TrendVerdict: Hashable, Sendable {
  public enum Direction: String, Hashable, Codable, Sendable { case shrinking, flat, widening }

  public var direction: Direction
  /// Months per year, with the interval at `level`.
  public var slope: Double
  public var lower: Double
  public var upper: Double
  public var level: Double
  /// The two-sided probability of a slope so far from zero if there were none.
  public var p: Double

  /// Nil of fewer than three periods.
  public init?(_ series: LagSeries, level: Double = 0.95) {
    guard let fit = ProfiledRegression(series, model: .linear) else { return nil }
    let student = StudentT(freedom: fit.freedom)
    let (value, error) = fit.slope
    let reach = student.reach(level) * error
    slope = 12 * value
    lower = 12 * (value - reach)
    upper = 12 * (value + reach)
    self.level = level
    p = error > 0 ? 2 * student.cumulative(-abs(value) / error) : (value == 0 ? 1 : 0)
    direction = upper < 0 ? .shrinking : lower > 0 ? .widening : .flat
  }

  /// The finding in a sentence.
  public var sentence: String {
    let numbers =
      "\(slope.rounded(toPlaces: 1)) months a year, \((100 * level).rounded(toPlaces: 0)) % interval "
      + "\(lower.rounded(toPlaces: 1)) to \(upper.rounded(toPlaces: 1)), p = \(p.rounded(toPlaces: 2))"
    return switch direction {
    case .shrinking: "The lag is shrinking: \(numbers)."
    case .widening: "The lag is widening: \(numbers)."
    case .flat: "No \(slope < 0 ? "decline" : "growth") distinguishable from zero: \(numbers)."
    }
  }
}

extension Double {
  /// The number with so many decimals, without a trailing `.0` when there are none.
  func rounded(toPlaces places: Int) -> String {
    var factor = 1
    for _ in 0..<places { factor *= 10 }
    let scaled = (self * Double(factor)).rounded()
    guard scaled.isFinite, abs(scaled) < 1e15 else { return "\(self)" }
    let whole = Int(abs(scaled))
    let sign = scaled < 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(whole)" }
    let rest = "\(whole % factor)"
    return "\(sign)\(whole / factor)." + String(repeating: "0", count: places - rest.utf8.count) + rest
  }
}
