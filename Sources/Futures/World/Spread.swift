internal import Foundation

/// An assumption as numbers to draw from: a normal distribution whose two halves have their own width, so that the median
/// and both ends of the 90 % interval are as stated (Fechner 1897); of logarithms where a number cannot be negative.
struct Spread: Sendable {
  private let median: Double
  private let below: Double
  private let above: Double
  private let isLogarithmic: Bool
  /// The number where there is nothing to draw.
  private let value: Double

  init(_ assumption: Assumption, logarithmic: Bool = false) {
    func scale(_ value: Double) -> Double { logarithmic ? log(value) : value }
    isLogarithmic = logarithmic
    value = assumption.value
    median = scale(assumption.value)
    below = assumption.interval.map { (scale(assumption.value) - scale($0.lowerBound)) / Self.end } ?? 0
    above = assumption.interval.map { (scale($0.upperBound) - scale(assumption.value)) / Self.end } ?? 0
  }

  /// Whether there is anything to draw.
  var isExact: Bool { below == 0 && above == 0 }

  /// The number at `z` standard deviations.
  func at(_ z: Double) -> Double {
    if isExact { return value }
    let value = median + (z < 0 ? below : above) * z
    return isLogarithmic ? exp(value) : value
  }

  /// The normal distribution's 95 % quantile.
  private static let end = 1.644_853_626_951_472_7
}
