import Evidence
import Learning
import Testing

@Suite("Off-policy estimates refuse what the log cannot say")
struct OffPolicyTests {
  static func log(_ count: Int, chance: Double, seed: UInt64 = 1) -> [LoggedChoice] {
    var random = SplitMix64(seed: seed)
    func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
    return (0..<count)
      .map { _ in
        let action = uniform() < chance ? 1 : 0
        return LoggedChoice(
          action: action, propensities: [1 - chance, chance], targets: [0, 1],
          reward: uniform() < (action == 1 ? 0.8 : 0.9) ? 1 : 0, predictions: [0.9, 0.8])
      }
  }

  @Test("fewer than a hundred effective choices are refused with their number")
  func few() throws {
    let error = #expect(throws: EvidenceError.self) { try OffPolicyEstimate(Self.log(400, chance: 0.1)) }
    #expect(error?.code == .tooFewEffectiveSamples && error?.message.contains("400 choices") == true)
    #expect(throws: EvidenceError.self) { try OffPolicyEstimate([]) }
    let found = try OffPolicyEstimate(Self.log(4000, chance: 0.1))
    #expect(found.effectiveCount >= 100 && found.lower < 0.8 && found.upper > 0.8)
    #expect(abs(found.doublyRobust - 0.8) < 0.1 && found.upper - found.lower < 0.4)
  }

  @Test("an action without a chance in the log is refused")
  func unsupported() throws {
    var choices = Self.log(2000, chance: 0.5)
    choices[7] = LoggedChoice(action: 0, propensities: [1, 0], targets: [0.5, 0.5], reward: 1)
    let error = #expect(throws: EvidenceError.self) { try OffPolicyEstimate(choices) }
    #expect(error?.code == .unsupportedAction && error?.message.contains("choice 8") == true)
  }

  @Test(
    "numbers that no log has are refused",
    arguments: [
      LoggedChoice(action: 2, propensities: [0.5, 0.5], targets: [0, 1], reward: 1),
      LoggedChoice(action: -1, propensities: [0.5, 0.5], targets: [0, 1], reward: 1),
      LoggedChoice(action: 0, propensities: [0.5, 0.5], targets: [0, 1], reward: 1.5),
      LoggedChoice(action: 0, propensities: [0.5, 0.5], targets: [0, 1], reward: .nan),
      LoggedChoice(action: 0, propensities: [0.5, 0.9], targets: [0, 1], reward: 1),
      LoggedChoice(action: 0, propensities: [0.5, 0.5], targets: [0], reward: 1),
      LoggedChoice(action: 0, propensities: [0, 1], targets: [0, 1], reward: 1),
    ])
  func invalid(_ choice: LoggedChoice) {
    #expect(throws: EvidenceError.self) { try OffPolicyEstimate(Self.log(1000, chance: 0.5) + [choice]) }
  }

  @Test("cutting predictions leaves the mean as it is")
  func unbiased() {
    let propensities = [0.05, 0.15, 0.8]
    let targets = [0.6, 0.3, 0.1]
    let rewards = [0.9, 0.4, 0.7]
    let expected = zip(targets, rewards).reduce(0) { $0 + $1.0 * $1.1 }
    for reach in [0.0, 0.5, 1, 4, 100] {
      var mean = 0.0
      for action in 0..<3 {
        let choice = LoggedChoice(
          action: action, propensities: propensities, targets: targets, reward: rewards[action],
          predictions: [0.95, 0.2, 0.5])
        mean += propensities[action] * choice.value(reach: reach)
        #expect(choice.value(reach: reach) >= -reach - 1e-12)
      }
      #expect(agree(mean, expected, 1e-12))
    }
  }
}
