import Evidence
import Learning

/// A use case of which the truth is known: how often either side's answer is the better one.
struct TrialCase: Sendable {
  /// What scores its pairs.
  enum Scoring: String, CaseIterable, Sendable {
    case judge, check
  }

  /// How a challenger does.
  enum Truth: String, CaseIterable, Sendable {
    case equal, worse
  }

  let number: Int
  let scoring: Scoring
  let truth: Truth
  /// The law of differences until the challenger changes, and after.
  let law: PairLaw
  let drifted: PairLaw

  /// Kinds take turns, so that any number of use cases has all of them.
  init(number: Int, margin: Double) throws(EvidenceError) {
    self.number = number
    truth = number % 2 == 0 ? .equal : .worse
    scoring = number / 2 % 2 == 0 ? .judge : .check
    law = try Self.law(scoring, truth, margin: margin)
    drifted = try Self.law(scoring, drift: margin)
  }

  /// Checks tie more often than judges, but leave room for a challenger that is worse by three margins.
  static func tieRate(_ scoring: Scoring, margin: Double) -> Double {
    scoring == .judge ? 0.5 : max(0.5, 1 - 3 * margin)
  }

  static func law(_ scoring: Scoring, _ truth: Truth, margin: Double) throws(EvidenceError) -> PairLaw {
    try PairLaw(tieRate: tieRate(scoring, margin: margin), mean: truth == .equal ? 0 : -2 * margin)
  }

  /// The law of a challenger that has drifted: a tenth of a point beyond the margin.
  static func law(_ scoring: Scoring, drift margin: Double) throws(EvidenceError) -> PairLaw {
    try PairLaw(tieRate: tieRate(scoring, margin: margin), mean: -margin - 0.1)
  }

  /// The use case's name in the policy.
  var name: String { "uc\(number)" }
  /// The gate's name.
  var gate: String { "\(name):\(TrialPolicy.challenger)" }

  /// What both sides' answers to a question are worth.
  func worth(question: Int, isDrifted: Bool, seed: UInt64) -> (incumbent: Bool, challenger: Bool, alike: Bool) {
    var random = SplitMix64(seed: seed &+ UInt64(number) &* 0x1_0000_0001, stream: question)
    let difference = (isDrifted ? drifted : law).draw(&random)
    let bits = random.next()
    switch difference {
    case .lost, .halfLost: return (true, false, false)
    case .won, .halfWon: return (false, true, false)
    case .tied:
      // Half of the ties are the same words, of which no judge is asked. Two different answers that fail a check are no
      // tie: nothing is known of which is the better one.
      let isAlike = bits & 2 == 0
      let isGood = bits & 1 == 0 || scoring == .check && !isAlike
      return (isGood, isGood, isAlike)
    }
  }
}
