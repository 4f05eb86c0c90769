public import Learning

/// An assumed law of differences, for planning and simulation.
public struct PairLaw: Hashable, Sendable {
  /// The share of pairs without a difference.
  public let tieRate: Double
  /// The mean difference in points.
  public let mean: Double
  /// Chances of each difference, lost first.
  public let chances: [Double]
  private let bounds: [UInt64]

  /// Whole wins and losses with a share of ties; `halves` of the pairs that differ do so by half a point.
  public init(tieRate: Double, mean: Double, halves: Double = 0) throws(EvidenceError) {
    let decisive = 1 - tieRate
    let most = decisive * (1 - halves / 2)
    guard (0...1).contains(tieRate), (0...1).contains(halves), abs(mean) <= most + 1e-12 else {
      throw EvidenceError(
        .outOfRange,
        "a tie rate of \(tieRate) with \(halves) of the rest in halves leaves no mean of \(mean); "
          + "a mean lies within ±\(most)")
    }
    let up = most > 0 ? decisive * (1 + mean / most) / 2 : 0
    let down = max(0, decisive - up)
    let chances = [down * (1 - halves), down * halves, tieRate, up * halves, up * (1 - halves)]
    self.tieRate = tieRate
    self.mean = mean
    self.chances = chances
    var sum = 0.0
    bounds = chances.dropLast()
      .map { chance in
        sum += chance
        return sum >= 1 ? .max : UInt64(max(0, sum) * 0x1p63) << 1
      }
  }

  /// The law's variance in squared points.
  public var variance: Double {
    zip(chances, Difference.allCases).reduce(-mean * mean) { $0 + $1.0 * $1.1.value * $1.1.value }
  }

  /// One difference at random.
  public func draw(_ random: inout SplitMix64) -> Difference {
    let number = random.next()
    if number < bounds[2] {
      return number < bounds[0] ? .lost : number < bounds[1] ? .halfLost : .tied
    }
    return number < bounds[3] ? .halfWon : .won
  }
}
