/// A choice between an incumbent and a challenger that a lot made, with what came of it.
public struct LotChoice: Codable, Hashable, Sendable {
  /// The side that was chosen.
  public var isChallenger: Bool
  /// The chance that it had.
  public var propensity: Double
  /// What came of it, in 0...1.
  public var outcome: Double

  /// A choice by its parts.
  public init(isChallenger: Bool, propensity: Double, outcome: Double) {
    self.isChallenger = isChallenger
    self.propensity = propensity
    self.outcome = outcome
  }

  /// The choice as a log has it, with what an estimate from earlier ones expected of either side.
  func logged(expected: SideMeans) -> LoggedChoice {
    let challenger = isChallenger ? propensity : 1 - propensity
    return LoggedChoice(
      action: isChallenger ? Side.challenger : Side.incumbent, propensities: [1 - challenger, challenger],
      targets: [0, 1], reward: outcome, predictions: [expected.incumbent, expected.challenger])
  }

  /// The places of both sides among the actions.
  enum Side {
    static let incumbent = 0
    static let challenger = 1
  }
}

/// The mean outcome of each side so far, of half a point before anything came.
struct SideMeans {
  private var sums = [0.5, 0.5]
  private var counts = [1.0, 1.0]

  var incumbent: Double { sums[0] / counts[0] }
  var challenger: Double { sums[1] / counts[1] }

  mutating func add(_ choice: LotChoice) {
    let side = choice.isChallenger ? 1 : 0
    sums[side] += choice.outcome
    counts[side] += 1
  }
}
