internal import Foundation

/// A lower bound of a running mean that holds at all times at once, for values of at least −k/(k+1) after division by k+1
/// (predictable plug-in empirical Bernstein: Waudby-Smith et al. 2022).
public struct EmpiricalBernstein: Hashable, Sendable {
  /// The chance that the bound is ever above the mean.
  public let alpha: Double
  /// How far values may fall below zero before division; 0 for plain importance weighting.
  public let reach: Double
  /// Values so far.
  public private(set) var count = 0
  /// The bound now, and the highest so far, which holds too.
  public private(set) var current = -Double.infinity
  public private(set) var best = -Double.infinity
  private var sum = 0.0
  private var squares = 0.0
  private var gains = 0.0
  private var stakes = 0.0
  private let firstCentre: Double

  /// A bound that has seen nothing. `firstCentre` is what the first value is compared with, ½/(k+1) when nil.
  public init(alpha: Double, reach: Double = 0, firstCentre: Double? = nil) {
    self.alpha = alpha
    self.reach = reach
    self.firstCentre = firstCentre ?? 0.5 / (reach + 1)
  }

  /// Takes in a value of at least −k whose mean is asked for.
  public mutating func observe(_ value: Double) {
    let scale = reach + 1
    let scaled = value / scale
    let time = Double(count + 1)
    let variance = (0.25 + squares) / time
    let bet = min(0.5, (2 * log(1 / alpha) / (variance * time * log1p(time))).squareRoot())
    let centre = min(count == 0 ? firstCentre : sum / Double(count), 1 / scale)
    gains += bet * scaled - (scaled - centre) * (scaled - centre) * (-log1p(-bet) - bet)
    stakes += bet / scale
    current = (gains - log(1 / alpha)) / stakes
    best = max(best, current)
    count += 1
    sum += scaled
    let mean = (0.5 + sum) / (time + 1)
    squares += (scaled - mean) * (scaled - mean)
  }
}
