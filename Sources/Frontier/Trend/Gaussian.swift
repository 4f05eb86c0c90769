internal import Foundation
internal import Learning

/// The standard normal distribution.
enum Gaussian {
  /// The probability of a value up to `z`.
  static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// A draw, by Box and Muller (1958).
  static func draw(_ random: inout SplitMix64) -> Double {
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &random))).squareRoot()
    return radius * cos(2 * Double.pi * Double.random(in: 0..<1, using: &random))
  }

  /// A draw from the exponential distribution of the given mean.
  static func exponential(mean: Double, _ random: inout SplitMix64) -> Double {
    -mean * log(1 - Double.random(in: 0..<1, using: &random))
  }
}
