import Evidence
import Learning
import Testing

@Suite("Two sides between which a lot chose")
struct LotComparisonTests {
  /// Choices with an outcome of 0 or 1; `rated` is the chance that a side's callers say anything.
  static func choices(
    _ count: Int, holdout: Double, challenger: Double, incumbent: Double, rated: (Double, Double) = (1, 1), seed: UInt64
  ) -> [LotChoice] {
    var random = SplitMix64(seed: seed)
    func uniform() -> Double { Double(random.next() >> 11) * 0x1p-53 }
    return (0..<count).compactMap { _ in
      let isChallenger = uniform() >= holdout
      let good = uniform() < (isChallenger ? challenger : incumbent)
      guard uniform() < (isChallenger ? rated.0 : rated.1) else { return nil }
      return LotChoice(
        isChallenger: isChallenger, propensity: isChallenger ? 1 - holdout : holdout, outcome: good ? 1 : 0)
    }
  }

  @Test(
    "the truth is bracketed, of either side and of their difference, and the difference more closely than by both sides",
    arguments: [(0.5, 2_000), (0.1, 6_000)])
  func brackets(holdout: Double, count: Int) throws {
    let found = try LotComparison(
      Self.choices(count, holdout: holdout, challenger: 0.8, incumbent: 0.75, seed: 3))
    for (estimate, truth) in [(found.challenger, 0.8), (found.incumbent, 0.75)] {
      #expect(estimate.lower < truth && truth < estimate.upper && estimate.upper - estimate.lower < 0.4)
    }
    #expect(found.lower < 0.05 && 0.05 < found.upper)
    #expect(abs(found.difference - 0.05) < 0.06)
    #expect(
      found.upper - found.lower
        < found.challenger.upper - found.challenger.lower + found.incumbent.upper - found.incumbent.lower)
    // One effective choice for each that was taken, as every one of a side has the same weight.
    #expect(found.effectiveCount <= Double(count) * holdout * 1.2)
  }

  @Test(
    "a challenger beyond the margin is called not worse no more often than promised, whenever one looks",
    arguments: [0.5, 0.15])
  func typeOne(holdout: Double) throws {
    let margin = 0.05
    var wrong = 0
    for seed in 0..<200 as Range<UInt64> {
      let choices = Self.choices(
        2_500, holdout: holdout, challenger: 0.7, incumbent: 0.751, seed: 1_000 + seed)
      if try LotComparison(choices, alpha: 0.1).isNotWorse(than: margin) { wrong += 1 }
    }
    // 5 % of 200, and three standard deviations.
    #expect(wrong <= 19)
  }

  @Test("what is equal is shown to be, and what is far worse, with enough choices")
  func power() throws {
    let equal = try LotComparison(Self.choices(8_000, holdout: 0.5, challenger: 0.9, incumbent: 0.9, seed: 1))
    #expect(equal.isNotWorse(than: 0.1) && !equal.isWorse(than: 0.1))
    #expect(equal.choicesNeeded(margin: 0.1) == 8_000)
    let worse = try LotComparison(Self.choices(3_000, holdout: 0.5, challenger: 0.5, incumbent: 0.9, seed: 1))
    #expect(worse.isWorse(than: 0.1) && !worse.isNotWorse(than: 0.1))
    #expect(worse.choicesNeeded(margin: 0.1) == nil)
    let soon = try LotComparison(Self.choices(400, holdout: 0.5, challenger: 0.9, incumbent: 0.9, seed: 5))
    #expect(try #require(soon.choicesNeeded(margin: 0.03)) > 400)
  }

  @Test("callers of one side who speak up half as often do not shift what is said of quality")
  func unlikeRates() throws {
    var differences = 0.0
    var weighted = 0.0
    for seed in 0..<40 as Range<UInt64> {
      let found = try LotComparison(
        Self.choices(4_000, holdout: 0.2, challenger: 0.8, incumbent: 0.8, rated: (0.8, 0.4), seed: 500 + seed))
      differences += found.difference / 40
      weighted += found.incumbent.inversePropensity / 40
    }
    // Inverse propensities alone take the incumbent for half as good, as half of its conversations are missing.
    #expect(abs(differences) < 0.01 && weighted < 0.5)
  }

  @Test("intervals hold as often as promised, and still do where callers of one side speak up a little less")
  func coverage() throws {
    var missed = 0
    for seed in 0..<150 as Range<UInt64> {
      for rated in [(1, 1), (0.5, 0.45)] {
        let found = try LotComparison(
          Self.choices(2_500, holdout: 0.2, challenger: 0.8, incumbent: 0.8, rated: rated, seed: 9_000 + seed))
        if found.lower > 0 || found.upper < 0 { missed += 1 }
      }
    }
    // 5 % of 300, and three standard deviations.
    #expect(missed <= 26)
  }

  @Test("what no lot decided, and fewer than a hundred choices of a side, are refused")
  func refused() throws {
    let few = #expect(throws: EvidenceError.self) {
      try LotComparison(Self.choices(700, holdout: 0.1, challenger: 0.8, incumbent: 0.8, seed: 1))
    }
    #expect(few?.code == .tooFewEffectiveSamples)
    #expect(throws: EvidenceError.self) { try LotComparison([]) }
    let many = Self.choices(700, holdout: 0.5, challenger: 0.8, incumbent: 0.8, seed: 1)
    for chance in [0, 1, -0.5, .nan] {
      let error = #expect(throws: EvidenceError.self) {
        try LotComparison(many + [LotChoice(isChallenger: true, propensity: chance, outcome: 1)])
      }
      #expect(error?.code == .unsupportedAction && error?.message.contains("choice 701") == true)
    }
    for outcome in [1.5, -0.1, .nan] {
      #expect(throws: EvidenceError.self) {
        try LotComparison(many + [LotChoice(isChallenger: true, propensity: 0.5, outcome: outcome)])
      }
    }
    #expect(throws: EvidenceError.self) { try LotComparison(many, alpha: 0) }
  }

  @Test("shares of callers who speak up differ where their exact intervals do not meet")
  func rates() {
    func rates(_ left: (Int, Int), _ right: (Int, Int)) -> Bool {
      ResponseRates(
        incumbent: .init(conversations: left.1, rated: left.0),
        challenger: .init(conversations: right.1, rated: right.0)
      ).differ
    }
    #expect(rates((100, 1_000), (200, 1_000)))
    #expect(!rates((100, 1_000), (110, 1_000)))
    #expect(!rates((1, 10), (4, 10)))
    #expect(!rates((0, 0), (10, 10)))
  }
}
